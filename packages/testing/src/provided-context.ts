import type {} from 'vitest'

/** What the global setup tells the tests. */
export interface ProvidedTestServer {
  readonly url: string
  readonly major: number
  readonly provider: 'url' | 'docker' | 'embedded'
}

declare module 'vitest' {
  interface ProvidedContext {
    schemataTestServer: ProvidedTestServer
  }
}
