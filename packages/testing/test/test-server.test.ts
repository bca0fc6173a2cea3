import { expect, onTestFinished, test } from 'vitest'

import { startTestServer } from '../src/index.js'
import { withClient } from '../src/with-client.js'
import { serversFor } from './servers.js'

const urlOf = serversFor(15)

async function started(env: Record<string, string>) {
  const lines: string[] = []
  const server = await startTestServer({ env, log: (line) => lines.push(line) })
  onTestFinished(() => server.stop())
  return { server, lines }
}

test('uses a named server, says so without its password, and does not stop it', async () => {
  const url = urlOf(15).replace('postgres@', 'postgres:s3cret@')

  const { server, lines } = await started({ SCHEMATA_TEST_URL: url })
  await server.stop()

  expect(server).toMatchObject({ provider: 'url', url, major: 15 })
  expect(lines).toEqual([`test server: url PostgreSQL 15 at ${urlOf(15)}, as SCHEMATA_TEST_URL is set`])
  await withClient(url, (client) => client.query('SELECT 1'))
})

test('starts an embedded server of the major that is wanted', async () => {
  const { server, lines } = await started({ SCHEMATA_TEST_PROVIDER: 'embedded', SCHEMATA_TEST_MAJOR: '15' })

  expect(server).toMatchObject({ provider: 'embedded', major: 15 })
  expect(lines).toEqual(['test server: embedded PostgreSQL 15, as SCHEMATA_TEST_PROVIDER says so'])
  await withClient(server.url, (client) => client.query('SELECT 1'))
})

test('names a server that does not answer, without its password', async () => {
  await expect(started({ SCHEMATA_TEST_URL: 'postgres://postgres:s3cret@127.0.0.1:1/postgres' })).rejects.toMatchObject(
    {
      code: 'TESTING_SERVER_UNREACHABLE',
      message:
        'The test server postgres://postgres@127.0.0.1:1/postgres cannot be reached: connect ECONNREFUSED 127.0.0.1:1.',
    },
  )
})
