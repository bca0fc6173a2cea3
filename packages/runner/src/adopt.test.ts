import { defineStack } from '@schemata/contract'
import type { Pool } from 'pg'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { SHOP_STEPS, shop } from '../test/shop.js'
import { createRunner, fromPool } from './index.js'

const stack = defineStack({ packages: [shop] })
const runnerOf = (pool: Pool, of = stack) => createRunner({ stack: of, sessions: fromPool(pool) })

test('finds the steps that were run by hand, takes them over and goes on', async ({ pool }) => {
  await pool.query(SHOP_STEPS['001_customers'].up)
  await pool.query('INSERT INTO shop.customers VALUES (7)')
  const runner = runnerOf(pool)

  const proposed = await runner.adopt()
  const before = (await runner.status()).packages[0]?.state
  const adopted = await runner.adopt({ write: true })

  expect(proposed).toMatchObject({
    outcome: 'proposed',
    adoptions: [{ package: 'shop', steps: ['001_customers'], matches: true, differences: [] }],
  })
  expect(before).toBe('fresh')
  expect(adopted.outcome).toBe('adopted')
  expect((await runner.status()).packages[0]).toMatchObject({ state: 'behind', applied: 1, head: '001_customers' })
  expect(await runner.apply()).toMatchObject({ outcome: 'applied', applied: [{ version: '002' }] })
  expect((await pool.query('SELECT id FROM shop.customers')).rows).toEqual([{ id: 7 }])
  await runner.assertReady()
})

test('says what differs and takes nothing over', async ({ pool }) => {
  for (const { up } of Object.values(SHOP_STEPS)) await pool.query(up)
  await pool.query('ALTER TABLE shop.orders ALTER COLUMN customer_id SET NOT NULL')
  const runner = runnerOf(pool)

  const result = await runner.adopt({ write: true })

  expect(result).toMatchObject({
    outcome: 'failed',
    adoptions: [{ matches: false, steps: ['001_customers', '002_orders'] }],
  })
  expect(result.adoptions[0]?.differences.join()).toContain('orders.customer_id')
  expect((await runner.status()).packages[0]?.state).toBe('fresh')
})

test('leaves no trace of the comparison', async ({ pool }) => {
  for (const { up } of Object.values(SHOP_STEPS)) await pool.query(up)

  await runnerOf(pool).adopt()

  const { rows } = await pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'schemata%'`)
  expect(rows).toEqual([])
})

test('tells whoever applies over objects made by hand that they can be taken over', async ({ pool }) => {
  await pool.query(SHOP_STEPS['001_customers'].up)

  const result = await runnerOf(pool).apply()

  expect(result.errors[0]).toMatchObject({ code: 'STEP_FAILED', hint: expect.stringContaining('schemata adopt') })
})

test('fills the table that a document promises, whatever is in it already, and works in public', async ({ pool }) => {
  const documented = aPackage({
    key: 'shop',
    history: {
      table: 'schema_migrations',
      columns: { version: 'version', name: 'name', checksum: 'checksum', execution_time_ms: 'executionTimeMs' },
    },
    steps: {
      '001_Start':
        'CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.schema_migrations (version text PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, execution_time_ms integer NOT NULL);\n',
      '002_More': 'CREATE TABLE shop.more (id integer);\n',
    },
  })
  const inPublic = defineStack({ packages: [documented], schemas: { shop: 'public' } })
  await pool.query(
    'CREATE TABLE schema_migrations (version text PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, execution_time_ms integer NOT NULL)',
  )
  await pool.query(
    `CREATE TABLE more (id integer); CREATE TABLE unrelated (); INSERT INTO schema_migrations VALUES ('001', 'Start', 'by hand', 12)`,
  )

  const result = await runnerOf(pool, inPublic).adopt({ write: true })

  expect(result).toMatchObject({ outcome: 'adopted', adoptions: [{ steps: ['001_Start', '002_More'] }] })
  expect((await pool.query('SELECT version, execution_time_ms FROM schema_migrations ORDER BY 1')).rows).toEqual([
    { version: '001', execution_time_ms: 12 },
    { version: '002', execution_time_ms: 0 },
  ])
})
