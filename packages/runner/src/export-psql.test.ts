import { spawnSync } from 'node:child_process'
import { defineStack } from '@schemata/contract'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { SHOP_STEPS } from '../test/shop.js'
import { createRunner, fromPool } from './index.js'

const hasPsql = spawnSync('psql', ['--version']).status === 0
if (!hasPsql)
  process.stderr.write(
    'export-psql.test.ts: no psql on this machine (Debian: apt-get install postgresql-client); its tests do not run.\n',
  )

function psql(url: string, script: string): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync('psql', ['--no-psqlrc', '-f', '-', url], { input: script, encoding: 'utf8' })
  return { status, stderr }
}

const shop = aPackage({
  key: 'shop',
  steps: {
    ...SHOP_STEPS,
    '003_odd': {
      up: "CREATE TABLE shop.odd (note text DEFAULT 'a \\ b; :c');\n-- a comment at the end",
      down: 'DROP TABLE shop.odd;\n',
    },
  },
  fixtures: { customers: 'INSERT INTO shop.customers (id) VALUES (1) ON CONFLICT (id) DO NOTHING;\n' },
})
const stack = defineStack({ packages: [shop] })

test.runIf(hasPsql)('psql alone brings the database to where apply would: status is current', async ({ pool, url }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })

  const run = psql(url, await runner.exportPsql())

  expect(run).toEqual({ status: 0, stderr: '' })
  expect((await runner.status()).packages[0]).toMatchObject({ state: 'current', applied: 3, version: '1.0.0' })
  expect(await runner.apply()).toMatchObject({ outcome: 'current' })
  expect((await runner.revert({ packages: ['shop'], allowDataLoss: true })).errors).toEqual([])
})

test.runIf(hasPsql)('stops at a head that moved, and changes nothing', async ({ pool, url }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })
  const script = await runner.exportPsql()
  await runner.apply()

  const run = psql(url, script)

  expect(run.status).toBe(3)
  expect(run.stderr).toContain('not the expected one')
  expect((await runner.verify()).ok).toBe(true)
})

test.runIf(hasPsql)('stops while another run holds the lock', async ({ pool, url }) => {
  const script = await createRunner({ stack, sessions: fromPool(pool) }).exportPsql()
  const holder = await pool.connect()
  await holder.query('BEGIN; SELECT pg_advisory_xact_lock(1935895653, 1)')

  const run = psql(url, script)

  expect(run.stderr).toContain('Another run holds the lock')
  await holder.query('ROLLBACK')
  holder.release()
})

test.runIf(hasPsql)('builds an index concurrently where the package is installed already', async ({ pool, url }) => {
  await createRunner({
    stack: defineStack({ packages: [aPackage({ key: 'shop', steps: SHOP_STEPS })] }),
    sessions: fromPool(pool),
  }).apply()
  const probe = { kind: 'create index', schema: 'shop', index: 'idx', table: 'orders', unique: false } as const
  const more = aPackage({
    key: 'shop',
    steps: {
      ...SHOP_STEPS,
      '003_index': {
        up: 'CREATE INDEX CONCURRENTLY idx ON shop.orders (customer_id);\n',
        down: 'DROP INDEX shop.idx;\n',
        mode: 'none',
        probe,
      },
    },
  })
  const runner = createRunner({ stack: defineStack({ packages: [more] }), sessions: fromPool(pool) })

  expect(psql(url, await runner.exportPsql())).toEqual({ status: 0, stderr: '' })
  expect((await runner.status()).packages[0]).toMatchObject({ state: 'current', applied: 3 })
  expect((await pool.query('SELECT * FROM schemata.intent')).rows).toEqual([])
})
