import { randomBytes } from 'node:crypto'
import { defineStack } from '@schemata/contract'
import { Pool } from 'pg'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { SHOP_STEPS, shop } from '../test/shop.js'
import { createRunner, fromPool } from './index.js'

const stack = defineStack({ packages: [shop] })

test('says that the server is unreachable, without the password', async () => {
  const pool = new Pool({ connectionString: 'postgres://app:s3cret-word@127.0.0.1:1/nowhere', max: 2 })

  const result = await createRunner({ stack, sessions: fromPool(pool) }).apply()

  expect(result.errors.map((error) => error.code)).toEqual(['CONNECTION_FAILED'])
  expect(JSON.stringify(result)).not.toContain('s3cret-word')
  await pool.end()
})

test('tells a role without rights what it lacks and changes nothing', async ({ pool, url }) => {
  const role = `schemata_weak_${randomBytes(4).toString('hex')}`
  await pool.query(`CREATE ROLE ${role} LOGIN`)
  const weakUrl = new URL(url)
  weakUrl.username = role
  const weak = new Pool({ connectionString: weakUrl.toString(), max: 2 })

  const result = await createRunner({ stack, sessions: fromPool(weak) }).apply()

  expect(result.errors[0]).toMatchObject({
    code: 'RIGHTS_MISSING',
    hint: expect.stringContaining('GRANT CREATE ON DATABASE'),
  })
  const { rows } = await pool.query(`SELECT nspname FROM pg_namespace WHERE nspname IN ('shop', 'schemata')`)
  expect(rows).toEqual([])
  await weak.end()
  await pool.query(`DROP ROLE ${role}`)
})

test('refuses a pool of one, which would wait for itself', async () => {
  expect(() => fromPool(new Pool({ max: 1 }))).toThrow(expect.objectContaining({ code: 'POOL_TOO_SMALL' }))
})

test('refuses a changed file before anything runs', async ({ pool }) => {
  await createRunner({ stack, sessions: fromPool(pool) }).apply()
  const edited = aPackage({
    key: 'shop',
    steps: { ...SHOP_STEPS, '002_orders': 'SELECT 2;\n', '003_next': 'CREATE TABLE shop.next (id integer);\n' },
  })

  const result = await createRunner({ stack: defineStack({ packages: [edited] }), sessions: fromPool(pool) }).apply()

  expect(result.errors.map((error) => error.code)).toEqual(['CHECKSUM_MISMATCH'])
  expect((await pool.query(`SELECT to_regclass('shop.next') AS next`)).rows).toEqual([{ next: null }])
})

test('gives up waiting for another run and says who it is', async ({ pool }) => {
  const holder = await pool.connect()
  await holder.query("SET application_name = 'the other one'; BEGIN; SELECT pg_advisory_xact_lock(1935895653, 1)")

  const result = await createRunner({ stack, sessions: fromPool(pool) }).apply({ waitMs: 150 })

  expect(result.errors[0]).toMatchObject({
    code: 'LOCK_NOT_OBTAINED',
    message: expect.stringContaining('the other one'),
  })
  await holder.query('ROLLBACK')
  holder.release()
})

test('waits for a busy table in small steps, tells who is in the way, then goes on', async ({ pool }) => {
  await createRunner({ stack, sessions: fromPool(pool) }).apply()
  const busy = await pool.connect()
  await busy.query("SET application_name = 'long report'; BEGIN; SELECT * FROM shop.customers")
  const more = aPackage({
    key: 'shop',
    steps: { ...SHOP_STEPS, '003_more': 'ALTER TABLE shop.customers ADD COLUMN name text;\n' },
  })
  const blockers = new Set<string>()

  const result = await createRunner({ stack: defineStack({ packages: [more] }), sessions: fromPool(pool) }).apply({
    onEvent: (event) => {
      if (event.type !== 'step-waiting') return
      for (const blocker of event.blockers) blockers.add(blocker)
      if (event.attempt === 3) void busy.query('ROLLBACK')
    },
  })

  expect(result).toMatchObject({ outcome: 'applied', applied: [{ version: '003' }] })
  expect([...blockers].join()).toContain('long report')
  busy.release()
})

test('reports what stops a program from booting, and lets it boot when all is there', async ({ pool }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })

  await expect(runner.assertReady()).rejects.toMatchObject({
    code: 'NOT_READY',
    packages: [{ key: 'shop', found: 'nothing', expected: '1.0.0' }],
  })
  await runner.apply()
  await expect(runner.assertReady()).resolves.toBeUndefined()
})

test('lets a program boot on a newer database within the floor, and not below it', async ({ pool }) => {
  const next = (version: string) =>
    aPackage({ key: 'shop', version, steps: { ...SHOP_STEPS, '003_more': 'SELECT 1;\n' } })
  const older = createRunner({ stack, sessions: fromPool(pool) })

  await createRunner({ stack: defineStack({ packages: [next('1.1.0')] }), sessions: fromPool(pool) }).apply()
  await expect(older.assertReady()).resolves.toBeUndefined()
  await createRunner({
    stack: defineStack({
      packages: [
        aPackage({
          key: 'shop',
          version: '2.0.0',
          steps: { ...SHOP_STEPS, '003_more': 'SELECT 1;\n', '004_drop': 'SELECT 2;\n' },
        }),
      ],
    }),
    sessions: fromPool(pool),
  }).apply()
  await expect(older.assertReady()).rejects.toMatchObject({ code: 'AHEAD_BELOW_FLOOR' })
})

test('a boot needs no more than SELECT on one table', async ({ pool, url }) => {
  await createRunner({ stack, sessions: fromPool(pool) }).apply()
  const role = `schemata_app_${randomBytes(4).toString('hex')}`
  await pool.query(`CREATE ROLE ${role} LOGIN`)
  const appUrl = new URL(url)
  appUrl.username = role
  const app = new Pool({ connectionString: appUrl.toString(), max: 2 })

  await createRunner({ stack, sessions: fromPool(app) }).assertReady()
  await expect(createRunner({ stack, sessions: fromPool(app) }).status()).rejects.toMatchObject({
    code: 'RIGHTS_MISSING',
  })
  await expect(app.query('SELECT * FROM schemata.step')).rejects.toMatchObject({ code: '42501' })
  await expect(app.query(`SELECT schemata.advance('{}')`)).rejects.toMatchObject({ code: '42501' })
  await app.end()
  await pool.query(`DROP ROLE ${role}`)
})

test('finds what the ledger and the files disagree on', async ({ pool }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })
  await runner.apply()

  expect(await runner.verify({ level: 'heads' })).toMatchObject({ ok: true, differences: [] })
  expect(await runner.verify({ level: 'ledger' })).toMatchObject({ ok: true, differences: [] })
  await pool.query(`UPDATE schemata.step SET checksum = 'changed' WHERE version = '002'`)
  expect(await runner.verify()).toMatchObject({
    ok: false,
    differences: [
      {
        package: 'shop',
        kind: 'step',
        object: '002_orders',
        expected: shop.migrations.steps[1]?.up.digest,
        actual: 'changed',
        message: `step 002_orders: expected ${shop.migrations.steps[1]?.up.digest}, found changed`,
        mend: null,
      },
    ],
  })
})

test('keeps the words of the documents: validate, current version, apply', async ({ pool }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })

  expect(await runner.validateConnection()).toBe(true)
  expect(await runner.currentVersion('shop')).toBeNull()
  expect(await runner.applyMigrations()).toEqual({
    success: true,
    appliedMigrations: [
      { version: '001', name: 'customers', executionTimeMs: expect.any(Number) },
      { version: '002', name: 'orders', executionTimeMs: expect.any(Number) },
    ],
    errors: [],
  })
  expect(await runner.currentVersion(shop)).toBe('002')
  const nowhere = new Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/x', max: 2 })
  expect(await createRunner({ stack, sessions: fromPool(nowhere) }).validateConnection()).toBe(false)
  await nowhere.end()
})

test('creates the roles that packages name, once, and tells an unprivileged caller what to run', async ({
  pool,
  url,
}) => {
  const role = `schemata_reader_${randomBytes(4).toString('hex')}`
  const withRole = aPackage({ key: 'shop', roles: ['reader'], steps: SHOP_STEPS })
  const bound = defineStack({ packages: [withRole], roles: { reader: role } })
  const weakRole = `schemata_weak_${randomBytes(4).toString('hex')}`
  await pool.query(`CREATE ROLE ${weakRole} LOGIN`)
  await pool.query(
    `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO ${weakRole}', current_database()); END $$`,
  )
  const weakUrl = new URL(url)
  weakUrl.username = weakRole
  const weak = new Pool({ connectionString: weakUrl.toString(), max: 2 })

  const refused = await createRunner({ stack: bound, sessions: fromPool(weak) }).apply()
  const plan = await createRunner({ stack: bound, sessions: fromPool(pool) }).plan()
  const created = await createRunner({ stack: bound, sessions: fromPool(pool) }).apply()

  expect(refused.errors[0]).toMatchObject({
    code: 'RIGHTS_MISSING',
    hint: expect.stringContaining(`CREATE ROLE "${role}"`),
  })
  expect(plan.roles).toEqual([role])
  expect(created.outcome).toBe('applied')
  await weak.end()
  await pool.query(
    `REVOKE CREATE ON DATABASE ${new URL(url).pathname.slice(1)} FROM ${weakRole}; DROP ROLE ${weakRole}; DROP ROLE ${role}`,
  )
})

test('writes the table that a document promises, in the same transaction, and takes its row back', async ({ pool }) => {
  const documented = aPackage({
    key: 'shop',
    history: {
      table: 'schema_migrations',
      columns: { version: 'version', name: 'name', checksum: 'checksum', execution_time_ms: 'executionTimeMs' },
    },
    steps: {
      '001_Start': {
        up: 'CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.schema_migrations (version text PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now(), checksum text NOT NULL, execution_time_ms integer NOT NULL);\n',
        down: 'DROP TABLE shop.schema_migrations;\nDROP SCHEMA shop;\n',
      },
      '002_More': { up: 'CREATE TABLE shop.more (id integer);\n', down: 'DROP TABLE shop.more;\n' },
    },
  })
  const runner = createRunner({ stack: defineStack({ packages: [documented] }), sessions: fromPool(pool) })

  const { applied } = await runner.apply()

  const rows = async () =>
    (await pool.query('SELECT version, name, checksum, execution_time_ms FROM shop.schema_migrations ORDER BY version'))
      .rows
  expect(await rows()).toEqual(
    documented.migrations.steps.map((step, index) => ({
      version: step.version,
      name: step.name,
      checksum: step.up.digest,
      execution_time_ms: applied[index]?.executionTimeMs,
    })),
  )
  await runner.revert({ package: 'shop', steps: 1 })
  expect(await rows()).toHaveLength(1)
  expect((await runner.revert({ packages: ['shop'] })).errors).toEqual([])
})
