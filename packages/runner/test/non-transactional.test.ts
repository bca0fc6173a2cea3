import { defineStack } from '@schemata/contract'
import type { Pool } from 'pg'
import { expect } from 'vitest'

import { createRunner, fromPool } from '../src/index.js'
import { aPackage } from './a-package.js'
import { test } from './database.js'
import { startRunner } from './in-process.js'
import { SHOP_STEPS } from './shop.js'

const INDEX = 'idx_customers_id'

/** The shop with an index built concurrently behind what is installed already. */
function withIndex(statement = `CREATE INDEX CONCURRENTLY ${INDEX} ON shop.customers (id);\n`) {
  const probe = {
    kind: 'create index',
    schema: 'shop',
    index: INDEX,
    table: 'customers',
    unique: statement.includes('UNIQUE'),
  } as const
  return aPackage({
    key: 'shop',
    version: '1.1.0',
    steps: { ...SHOP_STEPS, '003_index': { up: statement, down: `DROP INDEX shop.${INDEX};\n`, mode: 'none', probe } },
  })
}

const before = aPackage({ key: 'shop', steps: SHOP_STEPS })
const runnerOf = (pool: Pool, schemaPackage = withIndex()) =>
  createRunner({ stack: defineStack({ packages: [schemaPackage] }), sessions: fromPool(pool) })

async function validity(pool: Pool): Promise<boolean | undefined> {
  const { rows } = await pool.query(`SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('shop.${INDEX}')`)
  return rows[0]?.indisvalid
}

async function intents(pool: Pool): Promise<number> {
  const { rows } = await pool.query('SELECT count(*)::integer AS open FROM schemata.intent')
  return rows[0].open
}

test('a fresh install builds the index plainly, inside the transaction', async ({ pool }) => {
  const result = await runnerOf(pool).apply()

  expect(result).toMatchObject({ outcome: 'applied', errors: [] })
  expect(await validity(pool)).toBe(true)
  expect(await intents(pool)).toBe(0)
})

test('an upgrade builds it concurrently and records it', async ({ pool }) => {
  await runnerOf(pool, before).apply()

  const result = await runnerOf(pool).apply()

  expect(result).toMatchObject({ outcome: 'applied', applied: [{ version: '003' }] })
  expect(await validity(pool)).toBe(true)
  expect(await intents(pool)).toBe(0)
  expect((await runnerOf(pool).status()).packages[0]).toMatchObject({ state: 'current', version: '1.1.0' })
})

test('the connection that holds the lock keeps no snapshot for which the build would wait', async ({ pool }) => {
  await runnerOf(pool, before).apply()
  const reader = await pool.connect()
  // A reader of the table holds the build up long enough to look at the other sessions.
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM shop.customers')
  const applying = runnerOf(pool).apply()
  await expect.poll(async () => (await pool.query('SELECT 1 FROM pg_stat_progress_create_index')).rows.length).toBe(1)

  const holders = await pool.query(`
    SELECT activity.backend_xmin FROM pg_locks AS lock JOIN pg_stat_activity AS activity USING (pid)
    WHERE lock.locktype = 'advisory' AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
  await reader.query('ROLLBACK')
  reader.release()

  expect(holders.rows).toEqual([{ backend_xmin: null }])
  expect((await applying).outcome).toBe('applied')
})

test('killed while the index is being built, the next run finishes it', { timeout: 60_000 }, async ({ url, pool }) => {
  await runnerOf(pool, before).apply()
  await pool.query('INSERT INTO shop.customers SELECT generate_series(1, 20000)')
  const reader = await pool.connect()
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM shop.customers')
  const killed = startRunner(url, [withIndex()])
  await expect
    .poll(async () => (await pool.query('SELECT 1 FROM pg_stat_progress_create_index')).rows.length, {
      timeout: 10_000,
    })
    .toBe(1)
  killed.child.kill('SIGKILL')
  await killed.result
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%' AND datname = current_database()`,
  )
  await reader.query('ROLLBACK')
  reader.release()
  expect(await intents(pool)).toBe(1)
  expect(await validity(pool)).toBe(false)
  expect((await runnerOf(pool).status()).packages[0]?.state).toBe('recovering')

  const result = await runnerOf(pool).apply()

  expect(result).toMatchObject({ outcome: 'applied', errors: [] })
  expect(await validity(pool)).toBe(true)
  expect(await intents(pool)).toBe(0)
})

test('built but not recorded, it is recorded and not built again', async ({ pool }) => {
  await runnerOf(pool, before).apply()
  await pool.query(`CREATE INDEX ${INDEX} ON shop.customers (id)`)
  await pool.query(
    `INSERT INTO schemata.intent (package_key, schema_name, version, name, found_before) VALUES ('shop', 'shop', '003', 'index', 'absent')`,
  )
  const { rows } = await pool.query(`SELECT to_regclass('shop.${INDEX}')::oid AS oid`)

  const result = await runnerOf(pool).apply()

  expect(result).toMatchObject({ outcome: 'applied', errors: [] })
  expect((await pool.query(`SELECT to_regclass('shop.${INDEX}')::oid AS oid`)).rows).toEqual(rows)
})

test("somebody else's invalid index is left alone", async ({ pool }) => {
  await runnerOf(pool, before).apply()
  await pool.query(
    `INSERT INTO shop.customers VALUES (1), (2); CREATE TABLE shop.twins (id integer); INSERT INTO shop.twins VALUES (1), (1)`,
  )
  await pool.query(
    `ALTER TABLE shop.customers DROP CONSTRAINT customers_pkey CASCADE; INSERT INTO shop.customers VALUES (1)`,
  )
  await expect(pool.query(`CREATE UNIQUE INDEX CONCURRENTLY ${INDEX} ON shop.customers (id)`)).rejects.toThrow()
  expect(await validity(pool)).toBe(false)

  const result = await runnerOf(pool).apply()

  expect(result.errors[0]).toMatchObject({ code: 'STEP_FAILED', message: expect.stringContaining('already exists') })
  expect(await validity(pool)).toBe(false)
  expect(await intents(pool)).toBe(0)
})

test('an index that cannot be built leaves nothing behind', async ({ pool }) => {
  await runnerOf(pool, before).apply()
  await pool.query(
    'ALTER TABLE shop.customers DROP CONSTRAINT customers_pkey CASCADE; INSERT INTO shop.customers VALUES (1), (1)',
  )

  const result = await runnerOf(
    pool,
    withIndex(`CREATE UNIQUE INDEX CONCURRENTLY ${INDEX} ON shop.customers (id);\n`),
  ).apply()

  expect(result.errors[0]).toMatchObject({ code: 'STEP_FAILED' })
  expect(await validity(pool)).toBeUndefined()
  expect(await intents(pool)).toBe(0)
  await pool.query('TRUNCATE shop.customers CASCADE')
  expect(
    (await runnerOf(pool, withIndex(`CREATE UNIQUE INDEX CONCURRENTLY ${INDEX} ON shop.customers (id);\n`)).apply())
      .outcome,
  ).toBe('applied')
})

test('five runners on one concurrent index: built once, nobody deadlocks', { timeout: 60_000 }, async ({
  pool,
  url,
}) => {
  await runnerOf(pool, before).apply()
  await pool.query('INSERT INTO shop.customers SELECT generate_series(1, 50000)')

  const results = await Promise.all(Array.from({ length: 5 }, () => startRunner(url, [withIndex()]).result))

  expect(results.flatMap((result) => result?.errors)).toEqual([])
  expect(results.filter((result) => result?.outcome === 'applied')).toHaveLength(1)
  expect(await validity(pool)).toBe(true)
})
