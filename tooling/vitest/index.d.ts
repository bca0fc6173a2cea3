import type { ViteUserConfig } from 'vitest/config'

export declare function project(options: {
  name: string
  globalSetup?: string[]
  testTimeout?: number
  waiting?: boolean
}): ViteUserConfig

declare module 'vitest' {
  export interface ProvidedContext {
    /** Given by the global set-up `@schemata/vitest/test-server`. */
    serverUrl: string
  }
}
