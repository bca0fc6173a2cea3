import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string
  }
}

/** The server that the whole run shares: the one it was given, or one of its own. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.SCHEMATA_TEST_URL
  if (given) {
    project.provide('serverUrl', given)
    return undefined
  }
  const { startServer } = await import('@schemata/embedded')
  const server = await startServer({ major: process.env.SCHEMATA_TEST_MAJOR === '15' ? 15 : 18 })
  project.provide('serverUrl', server.url)
  return () => server.stop()
}
