import { randomBytes } from 'node:crypto'
import { defineStack } from '@schemata/contract'
import { Pool } from 'pg'
import { expect } from 'vitest'

import { aPackage } from '../../test/a-package.js'
import { test } from '../../test/database.js'
import { makeFlywayTable, makeSupabaseTable, migrateWithNodePgMigrate } from '../../test/foreign-tables.js'
import { createRunner, fromPool } from '../index.js'

const CUSTOMERS = 'CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.customers (id integer PRIMARY KEY);\n'
const ORDERS = 'CREATE TABLE shop.orders (id integer PRIMARY KEY);\n'
const STEPS = { '20240101000000_create_customers': CUSTOMERS, '20240102000000_create_orders': ORDERS }
const shop = aPackage({ key: 'shop', steps: STEPS })

const runnerOf = (pool: Pool, ...packages: Parameters<typeof defineStack>[0]['packages']) =>
  createRunner({ stack: defineStack({ packages: packages.length > 0 ? packages : [shop] }), sessions: fromPool(pool) })

test('takes over what node-pg-migrate applied, which agrees, and leaves its table alone', async ({ pool, url }) => {
  await migrateWithNodePgMigrate(url, {
    ...STEPS,
    '20240103000000_ours_alone': 'CREATE TABLE public.ours (id integer);',
  })
  const before = (await pool.query('SELECT * FROM pgmigrations ORDER BY id')).rows
  const runner = runnerOf(pool)

  const result = await runner.adopt({ write: true })

  expect(result).toMatchObject({
    outcome: 'adopted',
    adoptions: [
      {
        steps: Object.keys(STEPS),
        sources: [{ tool: 'node-pg-migrate', steps: Object.keys(STEPS), disagreements: [] }],
      },
    ],
    ledgers: [{ table: 'public.pgmigrations', entries: 3, unmatched: ['20240103000000_ours_alone'], ambiguous: [] }],
  })
  expect((await runner.status()).packages[0]?.state).toBe('current')
  expect((await pool.query('SELECT * FROM pgmigrations ORDER BY id')).rows).toEqual(before)
})

test('does not believe a row whose objects are missing', async ({ pool, url }) => {
  await migrateWithNodePgMigrate(url, STEPS)
  await pool.query('DROP TABLE shop.orders')
  const runner = runnerOf(pool)

  const result = await runner.adopt({ write: true })

  expect(result.adoptions).toMatchObject([
    {
      steps: ['20240101000000_create_customers'],
      matches: true,
      sources: [{ disagreements: [{ reason: 'objects_missing', step: '20240102000000_create_orders' }] }],
    },
  ])
  expect(await runner.apply()).toMatchObject({ applied: [{ version: '20240102000000' }] })
})

test('tells of a package that a ledger names and that is not there at all', async ({ pool, url }) => {
  await migrateWithNodePgMigrate(url, STEPS)
  await pool.query('DROP SCHEMA shop CASCADE')

  const result = await runnerOf(pool).adopt()

  expect(result.adoptions).toMatchObject([
    {
      steps: [],
      matches: false,
      differences: ['schema shop does not exist'],
      sources: [{ disagreements: [{ reason: 'objects_missing' }, { reason: 'objects_missing' }] }],
    },
  ])
})

test('compares the SQL that the Supabase CLI recorded, whatever it cut it into', async ({ pool }) => {
  await pool.query(CUSTOMERS)
  await pool.query(ORDERS)
  await makeSupabaseTable(pool, {
    '20240101000000_create_customers': CUSTOMERS.split(';').filter((statement) => statement.trim() !== ''),
    '20240102000000_create_orders': ['CREATE TABLE shop.orders (id bigint PRIMARY KEY)'],
  })

  const { adoptions } = await runnerOf(pool).adopt()

  expect(adoptions).toMatchObject([
    {
      steps: Object.keys(STEPS),
      sources: [
        {
          tool: 'supabase',
          table: 'supabase_migrations.schema_migrations',
          disagreements: [{ reason: 'sql_differs', entry: '20240102000000_create_orders' }],
        },
      ],
    },
  ])
})

test('names what Flyway recorded as failed, and what was done without it', async ({ pool }) => {
  const more = aPackage({ key: 'shop', steps: { ...STEPS, '20240103000000_notes': 'CREATE TABLE shop.notes ();\n' } })
  await pool.query(CUSTOMERS)
  await pool.query(ORDERS)
  await makeFlywayTable(pool, [
    { version: null, description: '<< Flyway Schema Creation >>', type: 'SCHEMA' },
    { version: '20240101000000', description: 'create customers' },
    { version: '20240103000000', description: 'notes', success: false },
  ])

  const { adoptions } = await runnerOf(pool, more).adopt()

  expect(adoptions[0]).toMatchObject({ steps: Object.keys(STEPS), matches: true })
  expect(adoptions[0]?.sources[0]).toMatchObject({ tool: 'flyway', steps: ['20240101000000_create_customers'] })
  expect(adoptions[0]?.sources[0]?.disagreements).toEqual([
    {
      reason: 'not_recorded',
      step: '20240102000000_create_orders',
      entry: null,
      message: expect.stringContaining('counts as applied'),
    },
    {
      reason: 'failed',
      step: '20240103000000_notes',
      entry: '20240103000000_notes',
      message: '20240103000000_notes is recorded as failed, and its work is not in the catalog.',
    },
  ])
})

test('takes a Flyway baseline for everything before it, and an undone version for nothing', async ({ pool }) => {
  await pool.query(CUSTOMERS)
  await makeFlywayTable(
    pool,
    [
      { version: '20240101000000', description: '<< Flyway Baseline >>', type: 'BASELINE' },
      { version: '20240102000000', description: 'create orders' },
      { version: '20240102000000', description: 'create orders', type: 'UNDO_SQL' },
    ],
    { table: 'history_of_changes' },
  )

  const { adoptions } = await runnerOf(pool).adopt()

  expect(adoptions[0]?.sources).toEqual([
    {
      tool: 'flyway',
      table: 'public.history_of_changes',
      steps: ['20240101000000_create_customers'],
      disagreements: [],
    },
  ])
})

test('reads a plain table of versions, and the one row of golang-migrate', async ({ pool }) => {
  await pool.query(CUSTOMERS)
  await pool.query(ORDERS)
  await pool.query(
    `CREATE TABLE schema_migrations (version varchar(255) PRIMARY KEY); INSERT INTO schema_migrations VALUES ('20240101000000'), ('20240102000000');
     CREATE SCHEMA app; CREATE TABLE app.schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL); INSERT INTO app.schema_migrations VALUES (20240102000000, true)`,
  )

  const { adoptions } = await runnerOf(pool).adopt()

  expect(adoptions[0]?.sources).toMatchObject([
    {
      table: 'app.schema_migrations',
      steps: ['20240101000000_create_customers'],
      disagreements: [{ reason: 'failed' }],
    },
    { table: 'public.schema_migrations', steps: Object.keys(STEPS), disagreements: [] },
  ])
})

test('lets a ledger decide about a step that leaves no trace in the catalog', async ({ pool, url }) => {
  const rows = { ...STEPS, '20240103000000_first_customer': 'INSERT INTO shop.customers VALUES (1);\n' }
  const runner = runnerOf(pool, aPackage({ key: 'shop', steps: rows }))
  await migrateWithNodePgMigrate(url, STEPS)

  await runner.adopt({ write: true })

  expect(await runner.apply()).toMatchObject({ applied: [{ version: '20240103000000' }] })
  expect((await pool.query('SELECT id FROM shop.customers')).rows).toEqual([{ id: 1 }])
})

test('says so when a ledger may not be read', async ({ pool, url }) => {
  const role = `reader_${randomBytes(4).toString('hex')}`
  await pool.query(`CREATE SCHEMA closed; CREATE TABLE closed.schema_migrations (version text); ${CUSTOMERS}`)
  await pool.query(`CREATE ROLE ${role}; GRANT CREATE ON DATABASE ${new URL(url).pathname.slice(1)} TO ${role}`)
  const limited = new Pool({ connectionString: url, options: `-c role=${role}` })
  try {
    const { ledgers, errors } = await runnerOf(limited).adopt()

    expect({ ledgers, errors }).toMatchObject({ ledgers: [{ readable: false, entries: 0 }], errors: [] })
  } finally {
    await limited.end()
    await pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
  }
})
