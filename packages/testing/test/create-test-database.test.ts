import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

import { databaseUrl } from '../src/database-url.js'
import { type CreateTestDatabaseParameters, createTestDatabase } from '../src/index.js'
import { withClient } from '../src/with-client.js'
import { labStack } from './lab-stack.js'
import { serversFor } from './servers.js'

const urlOf = serversFor(15, 18)

async function aDatabase(parameters: CreateTestDatabaseParameters) {
  const database = await createTestDatabase(parameters)
  onTestFinished(() => database.drop())
  return database
}

async function databaseNames(url: string, like: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query('SELECT datname FROM pg_database WHERE datname LIKE $1 ORDER BY oid', [like])
    return rows.map((row) => String(row.datname))
  })
}

test.each([15, 18] as const)('gives a database with the stack applied on %i', async (major) => {
  const { pool, url } = await aDatabase({ stack: labStack(), url: urlOf(major) })

  expect((await pool.query('SELECT id FROM lab.samples')).rows).toEqual([{ id: 'reference' }])
  expect(new URL(url).pathname).toMatch(/^\/schemata_test_[0-9a-f]{16}$/)
})

test.each([15, 18] as const)('applies a stack once however many ask at the same time on %i', async (major) => {
  const url = urlOf(major)
  const stack = labStack('CREATE TABLE lab.only_here (id int PRIMARY KEY);\n')
  const before = await databaseNames(url, 'schemata\\_tpl\\_%')

  const databases = await Promise.all([1, 2, 3, 4].map(() => aDatabase({ stack, url })))

  expect(await databaseNames(url, 'schemata\\_tpl\\_%')).toHaveLength(before.length + 1)
  expect(await databaseNames(url, 'schemata\\_build\\_%')).toEqual([])
  expect(new Set(databases.map((database) => database.url)).size).toBe(4)
  for (const { pool } of databases) {
    expect((await pool.query('SELECT count(*)::int AS count FROM lab.only_here')).rows).toEqual([{ count: 0 }])
  }
})

test('keeps two databases apart', async () => {
  const stack = labStack()
  const one = await aDatabase({ stack, url: urlOf(18) })
  const other = await aDatabase({ stack, url: urlOf(18) })

  await one.pool.query("INSERT INTO lab.samples (id) VALUES ('mine')")

  expect((await other.pool.query("SELECT id FROM lab.samples WHERE id = 'mine'")).rows).toEqual([])
})

test('closes the template to connections', async () => {
  const url = urlOf(18)
  await aDatabase({ stack: labStack(), url })
  const [template = ''] = await databaseNames(url, 'schemata\\_tpl\\_%')

  await expect(withClient(databaseUrl(url, template), (client) => client.query('SELECT 1'))).rejects.toThrow(
    'not currently accepting connections',
  )
})

test('drops the database although somebody is connected, and may be told twice', async () => {
  const url = urlOf(18)
  const database = await createTestDatabase({ stack: labStack(), url })

  await withClient(database.url, () => Promise.all([database.drop(), database.drop()]))
  await database.drop()

  expect(await databaseNames(url, new URL(database.url).pathname.slice(1))).toEqual([])
})

test('says what failed when the stack cannot be applied, and leaves nothing behind', async () => {
  const url = urlOf(18)
  const before = await databaseNames(url, 'schemata\\_%')
  const stack = labStack('CREATE TABLE lab.samples (id int);\n')

  await expect(createTestDatabase({ stack, url })).rejects.toMatchObject({
    code: 'TESTING_STACK_NOT_APPLIED',
    message: expect.stringContaining('relation "samples" already exists'),
  })

  expect(await databaseNames(url, 'schemata\\_%')).toEqual(before)
})

test('builds anew what a killed process left half finished under the name', async () => {
  const url = urlOf(18)
  const stack = labStack('CREATE TABLE lab.half (id int PRIMARY KEY);\n')
  const before = await databaseNames(url, 'schemata\\_tpl\\_%')
  await (await createTestDatabase({ stack, url })).drop()
  const template = (await databaseNames(url, 'schemata\\_tpl\\_%')).find((name) => !before.includes(name)) ?? ''
  await withClient(url, async (client) => {
    await client.query(`ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS true IS_TEMPLATE false`)
    await client.query(
      `COMMENT ON DATABASE ${template} IS 'schemata test database: building, made at 2026-01-01T00:00:00Z'`,
    )
  })

  const { pool } = await aDatabase({ stack, url })

  expect((await pool.query('SELECT count(*)::int AS count FROM lab.half')).rows).toEqual([{ count: 0 }])
})

test('takes 200 ms at most after the first', async () => {
  const stack = labStack()
  await aDatabase({ stack, url: urlOf(18) })

  const times: number[] = []
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const start = performance.now()
    const { pool } = await aDatabase({ stack, url: urlOf(18) })
    await pool.query('SELECT 1')
    times.push(performance.now() - start)
  }

  expect(Math.min(...times)).toBeLessThan(200)
})

test('asks for a server outside of vitest', async () => {
  const program = `
    import { createTestDatabase } from '@schemata/testing'
    await createTestDatabase({ stack: { instances: [], roles: {} } }).catch(({ code }) => console.log(code))`

  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  })

  expect(stdout.trim()).toBe('TESTING_NO_SERVER')
})
