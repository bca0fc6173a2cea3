import type { TestProject } from 'vitest/node'

import type { ProvidedTestServer } from './provided-context.js'
import { sweepTestDatabases } from './sweep-test-databases.js'
import { startTestServer } from './test-server.js'

export type { ProvidedTestServer } from './provided-context.js'

/**
 * Chooses and starts the test server once for a run of vitest, and stops it at the end.
 *
 * Test databases that earlier runs left on a lasting server are swept first. Tests find
 * the server as `inject('schemataTestServer')`.
 *
 * @example
 * export default defineConfig({ test: { globalSetup: ['@schemata/testing/global-setup'] } })
 */
export async function setup(project: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> {
  const { provider, url, major, stop } = await startTestServer()
  if (provider === 'url') await sweepTestDatabases(url)
  const provided: ProvidedTestServer = { provider, url, major }
  project.provide('schemataTestServer', provided)
  return stop
}
