import { defineStack } from '@schemata/contract'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { SHOP_STEPS, shop } from '../test/shop.js'
import { createRunner, fromPool, type RunnerEvent } from './index.js'

const stack = defineStack({ packages: [shop] })

test('applies every step once and says so', async ({ pool }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })

  const first = await runner.apply()
  const second = await runner.apply()

  expect(first).toMatchObject({ outcome: 'applied', errors: [] })
  expect(first.applied.map(({ version, name }) => `${version}_${name}`)).toEqual(['001_customers', '002_orders'])
  expect(second).toEqual({ outcome: 'current', applied: [], errors: [] })
  expect((await runner.status()).packages).toEqual([
    { key: 'shop', version: '1.0.0', schema: 'shop', state: 'current', applied: 2, pending: 0, head: '002_orders' },
  ])
})

test('asks one question when there is nothing to do', async ({ pool }) => {
  await createRunner({ stack, sessions: fromPool(pool) }).apply()
  const asked: string[] = []
  const watched = {
    connect: async () => {
      const client = await pool.connect()
      return new Proxy(client, {
        get(target, property) {
          const value = Reflect.get(target, property)
          if (typeof value !== 'function') return value
          return (...values: unknown[]) => {
            if (property === 'query') asked.push(String(values[0]))
            return value.apply(target, values)
          }
        },
      })
    },
  }

  const result = await createRunner({ stack, sessions: fromPool(watched) }).apply()

  expect(result.outcome).toBe('current')
  expect(asked).toHaveLength(1)
})

test('records what was applied, by whom and for how long', async ({ pool }) => {
  await createRunner({ stack, sessions: fromPool(pool) }).apply()

  const { rows } = await pool.query(
    'SELECT version, name, checksum, execution_time_ms, package_version, reverse_sql FROM schemata.step ORDER BY step_id',
  )

  expect(rows[1]).toMatchObject({
    version: '002',
    name: 'orders',
    package_version: '1.0.0',
    reverse_sql: 'DROP TABLE shop.orders;\n',
  })
  expect(rows[1].execution_time_ms).toBeGreaterThanOrEqual(0)
})

test('rolls a failing step back, keeps the earlier ones and names file, line and column', async ({ pool }) => {
  const broken = aPackage({
    key: 'shop',
    steps: { ...SHOP_STEPS, '003_broken': 'CREATE TABLE shop.half (id integer);\nSELECT é FROM shop.customers;\n' },
  })
  const runner = createRunner({ stack: defineStack({ packages: [broken] }), sessions: fromPool(pool) })

  const result = await runner.apply()

  expect(result.outcome).toBe('failed')
  expect(result.applied).toHaveLength(2)
  expect(result.errors).toEqual([
    expect.objectContaining({
      code: 'STEP_FAILED',
      package: 'shop',
      file: 'migrations/003_broken.sql',
      line: 2,
      column: 8,
    }),
  ])
  expect(await tableNames(pool)).toEqual(['customers', 'orders'])
  const fixed = await createRunner({ stack, sessions: fromPool(pool) }).apply()
  expect(fixed.outcome).toBe('current')
})

test('names the line of a statement that failed while it ran', async ({ pool }) => {
  const broken = aPackage({
    key: 'shop',
    steps: {
      '001_customers': `${SHOP_STEPS['001_customers'].up}\nINSERT INTO shop.customers VALUES (1);\n\nINSERT INTO shop.customers VALUES (1);\n`,
    },
  })

  const result = await createRunner({ stack: defineStack({ packages: [broken] }), sessions: fromPool(pool) }).apply()

  expect(result.errors[0]).toMatchObject({ code: 'STEP_FAILED', line: 6, column: 1 })
  expect(result.errors[0]?.message).not.toContain('Key (id)')
})

test('leaves no trace when the very first step fails', async ({ pool }) => {
  const broken = aPackage({
    key: 'shop',
    steps: { '001_broken': 'CREATE SCHEMA IF NOT EXISTS shop;\nSELECT 1 / 0;\n' },
  })

  await createRunner({ stack: defineStack({ packages: [broken] }), sessions: fromPool(pool) }).apply()

  const { rows } = await pool.query(`SELECT nspname FROM pg_namespace WHERE nspname IN ('shop', 'schemata')`)
  expect(rows).toEqual([])
})

test('installs under another name, and beside itself', async ({ pool }) => {
  const tenants = defineStack({
    packages: [
      { package: shop, schema: 'tenant_one' },
      { package: shop, schema: 'public' },
    ],
  })

  const result = await createRunner({ stack: tenants, sessions: fromPool(pool) }).apply()

  expect(result.outcome).toBe('applied')
  const { rows } = await pool.query(
    `SELECT table_schema FROM information_schema.tables WHERE table_name = 'orders' ORDER BY 1`,
  )
  expect(rows.map((row) => row.table_schema)).toEqual(['public', 'tenant_one'])
})

test('leaves CREATE SCHEMA out where the schema is there, since it needs rights even then', async ({ pool }) => {
  await pool.query(`CREATE SCHEMA shop; CREATE SCHEMA schemata; CREATE ROLE runner_without_create_${process.pid} LOGIN`)
  await pool.query(`ALTER SCHEMA shop OWNER TO runner_without_create_${process.pid}`)
  const client = await pool.connect()
  await client.query(`SET ROLE runner_without_create_${process.pid}`)
  const text = SHOP_STEPS['001_customers'].up
  await expect(client.query(text)).rejects.toMatchObject({ code: '42501' })
  client.release(true)

  const result = await createRunner({ stack, sessions: fromPool(pool) }).apply()

  expect(result.outcome).toBe('applied')
  const reverse = await pool.query(`SELECT reverse_sql FROM schemata.step WHERE version = '001'`)
  expect(reverse.rows[0].reverse_sql).not.toContain('DROP SCHEMA')
  await pool.query(`DROP SCHEMA shop CASCADE; DROP ROLE runner_without_create_${process.pid}`)
})

test('tells what it does while it does it', async ({ pool }) => {
  const events: RunnerEvent[] = []

  await createRunner({ stack, sessions: fromPool(pool) }).apply({ onEvent: (event) => events.push(event) })

  expect(events.map((event) => event.type)).toEqual([
    'lock-taken',
    'planned',
    'step-started',
    'step-started',
    'step-done',
    'step-done',
  ])
})

test('carries out only the plan that was reviewed', async ({ pool }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })
  const { digest } = await runner.plan()

  const stale = await runner.apply({ plan: digest.replace(/^./, (first) => (first === '0' ? '1' : '0')) })
  const reviewed = await runner.apply({ plan: digest })
  const again = await runner.apply({ plan: digest })

  expect(stale.errors[0]?.code).toBe('PLAN_STALE')
  expect(reviewed.outcome).toBe('applied')
  expect(again.errors[0]?.code).toBe('PLAN_STALE')
})

test('undoes the whole shared transaction of a fresh install at an abort', async ({ pool }) => {
  const slow = aPackage({ key: 'shop', steps: { ...SHOP_STEPS, '003_slow': 'SELECT pg_sleep(30);\n' } })
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 300)

  const runner = createRunner({ stack: defineStack({ packages: [slow] }), sessions: fromPool(pool) })
  const result = await runner.apply({ signal: controller.signal })

  expect(result).toMatchObject({ outcome: 'failed', applied: [], errors: [{ code: 'INTERRUPTED' }] })
  expect(await tableNames(pool)).toEqual([])
})

test('stops at an abort: the running step is cancelled and rolled back', async ({ pool }) => {
  const slow = aPackage({
    key: 'shop',
    steps: { ...SHOP_STEPS, '003_slow': 'CREATE TABLE shop.slow (id integer);\nSELECT pg_sleep(30);\n' },
  })
  const controller = new AbortController()
  await createRunner({ stack, sessions: fromPool(pool) }).apply()
  const runner = createRunner({ stack: defineStack({ packages: [slow] }), sessions: fromPool(pool) })

  const result = await runner.apply({
    signal: controller.signal,
    onEvent: (event) => {
      if (event.type === 'step-started' && event.step.version === '003') setTimeout(() => controller.abort(), 50)
    },
  })

  expect(result.errors.map((error) => error.code)).toEqual(['INTERRUPTED'])
  expect(await tableNames(pool)).toEqual(['customers', 'orders'])
})

async function tableNames(pool: {
  query(text: string): Promise<{ rows: { table_name: string }[] }>
}): Promise<string[]> {
  const { rows } = await pool.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'shop' ORDER BY 1`,
  )
  return rows.map((row) => row.table_name)
}
