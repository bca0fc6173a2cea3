import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * The server that the whole run of a package shares, as `serverUrl`: SCHEMATA_TEST_URL, or
 * one of its own of version SCHEMATA_TEST_MAJOR (18). A package that may use
 * `@schemata/testing` takes its global set-up instead.
 *
 * @param {import('vitest/node').TestProject} project
 */
export async function setup(project) {
  const given = process.env.SCHEMATA_TEST_URL
  if (given) {
    project.provide('serverUrl', given)
    return undefined
  }
  // Found from the package under test: a dependency here would be a circle.
  const found = createRequire(join(project.config.root, 'package.json')).resolve('@schemata/embedded')
  const { startServer } = await import(pathToFileURL(found).href)
  const server = await startServer({ major: process.env.SCHEMATA_TEST_MAJOR === '15' ? 15 : 18 })
  project.provide('serverUrl', server.url)
  return () => server.stop()
}
