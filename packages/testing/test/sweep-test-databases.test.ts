import type { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'

import { databaseUrl } from '../src/database-url.js'
import { createTestDatabase, sweepTestDatabases } from '../src/index.js'
import { withClient } from '../src/with-client.js'
import { labStack } from './lab-stack.js'
import { serversFor } from './servers.js'

const urlOf = serversFor(15, 18)

const OLD = '2026-01-01T00:00:00Z'
const MARK = `schemata test database: clone, made at ${OLD}`

async function withDatabase(url: string, name: string, comment: string | null): Promise<void> {
  const drop = (client: Client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  onTestFinished(() => withClient(url, drop).then(() => {}))
  await withClient(url, async (client) => {
    await client.query(`CREATE DATABASE ${name}`)
    if (comment !== null) await client.query(`COMMENT ON DATABASE ${name} IS '${comment}'`)
  })
}

test.each([15, 18] as const)('drops old databases that bear our name and our mark on %i', async (major) => {
  await withDatabase(urlOf(major), 'schemata_test_0123', MARK)
  await withDatabase(urlOf(major), 'schemata_build_0123', MARK.replace('clone', 'building'))
  await withDatabase(urlOf(major), 'schemata_tpl_0123', MARK.replace('clone', 'template'))

  const swept = await sweepTestDatabases(urlOf(major))

  expect(swept.sort()).toEqual(['schemata_build_0123', 'schemata_test_0123', 'schemata_tpl_0123'])
})

test.each([
  ['without a comment', 'schemata_test_4567', null],
  ["with somebody else's comment", 'schemata_test_4567', 'the laboratory of schemata test database users'],
  ['with more behind our mark', 'schemata_test_4567', `${MARK} or so`],
  ['with a date that is none', 'schemata_test_4567', MARK.replace(OLD, 'yesterday')],
  ['with our mark under another name', 'laboratory', MARK],
] as const)('never touches a database %s', async (_title, name, comment) => {
  await withDatabase(urlOf(18), name, comment)

  expect(await sweepTestDatabases(urlOf(18), { cloneSeconds: 0, templateSeconds: 0 })).not.toContain(name)

  await withClient(databaseUrl(urlOf(18), name), (client) => client.query('SELECT 1'))
})

test('leaves alone what is in use', async () => {
  await withDatabase(urlOf(18), 'schemata_test_89ab', MARK)

  const swept = await withClient(databaseUrl(urlOf(18), 'schemata_test_89ab'), async (client) => {
    await client.query('SELECT 1')
    return sweepTestDatabases(urlOf(18))
  })

  expect(swept).not.toContain('schemata_test_89ab')
})

test('leaves alone what is young', async () => {
  const { url, drop } = await createTestDatabase({ stack: labStack(), url: urlOf(18) })
  onTestFinished(drop)

  expect(await sweepTestDatabases(urlOf(18))).toEqual([])

  await withClient(url, (client) => client.query('SELECT 1'))
})

test('lets a swept template be built again', async () => {
  const stack = labStack()
  await (await createTestDatabase({ stack, url: urlOf(18) })).drop()

  const swept = await sweepTestDatabases(urlOf(18), { templateSeconds: 0 })
  const { pool, drop } = await createTestDatabase({ stack, url: urlOf(18) })
  onTestFinished(drop)

  expect(swept).toEqual([expect.stringMatching(/^schemata_tpl_[0-9a-f]{32}$/)])
  expect((await pool.query('SELECT id FROM lab.samples')).rows).toEqual([{ id: 'reference' }])
})
