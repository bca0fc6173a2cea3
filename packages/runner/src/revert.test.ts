import { defineStack } from '@schemata/contract'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { SHOP_STEPS, shop } from '../test/shop.js'
import { createRunner, fromPool } from './index.js'

const billing = aPackage({
  key: 'billing',
  requires: [{ package: shop, range: '^1.0.0', from: '001_customers' }],
  steps: { '001_invoices': { up: 'CREATE SCHEMA IF NOT EXISTS billing;\n', down: 'DROP SCHEMA billing;\n' } },
})
const stack = defineStack({ packages: [shop, billing] })

test('undoes down to a step, which stays', async ({ pool }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })
  await runner.apply()

  const result = await runner.revert({ package: 'shop', to: '001_customers' })

  expect(result).toMatchObject({ outcome: 'reverted', reverted: [{ package: 'shop', version: '002' }] })
  expect((await runner.status()).packages[0]).toMatchObject({
    state: 'behind',
    applied: 1,
    pending: 1,
    head: '001_customers',
  })
  expect(await runner.apply()).toMatchObject({ outcome: 'applied', applied: [{ version: '002' }] })
  await runner.assertReady()
})

test('undoes everything and leaves an empty ledger', async ({ pool }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })
  await runner.apply()

  const result = await runner.revert({ packages: ['shop', 'billing'] })

  expect(result.reverted.map((step) => `${step.package}:${step.version}`)).toEqual([
    'billing:001',
    'shop:002',
    'shop:001',
  ])
  expect((await runner.status()).packages.map((status) => status.state)).toEqual(['fresh', 'fresh'])
  const { rows } = await pool.query(`SELECT nspname FROM pg_namespace WHERE nspname IN ('shop', 'billing')`)
  expect(rows).toEqual([])
})

test('refuses to take away what an installed package requires', async ({ pool }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })
  await runner.apply()

  const result = await runner.revert({ packages: ['shop'] })

  expect(result.errors[0]).toMatchObject({ code: 'REVERT_DEPENDENT' })
  expect((await runner.status()).packages.map((status) => status.state)).toEqual(['current', 'current'])
})

test('destroys rows only with leave', async ({ pool }) => {
  const runner = createRunner({ stack: defineStack({ packages: [shop] }), sessions: fromPool(pool) })
  await runner.apply()
  await pool.query('INSERT INTO shop.customers VALUES (1)')

  const refused = await runner.revert({ packages: ['shop'] })
  const allowed = await runner.revert({ packages: ['shop'], allowDataLoss: true })

  expect(refused.errors[0]).toMatchObject({
    code: 'REVERT_DATA_LOSS',
    message: 'Reverting would destroy data: DROP TABLE shop.customers.',
  })
  expect(refused.reverted).toEqual([])
  expect(allowed.outcome).toBe('reverted')
})

test('undoes a step of a newer release, with the way back that was stored', async ({ pool }) => {
  const newer = aPackage({
    key: 'shop',
    version: '1.1.0',
    steps: {
      ...SHOP_STEPS,
      '003_more': { up: 'CREATE TABLE shop.more (id integer);\n', down: 'DROP TABLE shop.more;\n' },
    },
  })
  await createRunner({ stack: defineStack({ packages: [newer] }), sessions: fromPool(pool) }).apply()
  const older = createRunner({ stack: defineStack({ packages: [shop] }), sessions: fromPool(pool) })

  expect((await older.status()).packages[0]?.state).toBe('ahead')
  const result = await older.revert({ package: 'shop', steps: 1 })

  expect(result.reverted).toMatchObject([{ version: '003' }])
  expect(await older.apply()).toMatchObject({ outcome: 'current' })
  await older.assertReady()
})

test('says why a step cannot be undone, and undoes nothing', async ({ pool }) => {
  const oneWay = aPackage({
    key: 'shop',
    steps: { ...SHOP_STEPS, '003_gone': { up: 'SELECT 1;\n', irreversible: 'the old codes are not kept' } },
  })
  const runner = createRunner({ stack: defineStack({ packages: [oneWay] }), sessions: fromPool(pool) })
  await runner.apply()

  const result = await runner.revert({ packages: ['shop'] })

  expect(result.errors[0]).toMatchObject({
    code: 'REVERT_IRREVERSIBLE',
    message: 'shop 003_gone cannot be undone: the old codes are not kept.',
  })
  expect(result.reverted).toEqual([])
})

test('names the nearest package when there is none of that name', async ({ pool }) => {
  const runner = createRunner({ stack, sessions: fromPool(pool) })
  await runner.apply()

  expect((await runner.revert({ packages: ['shpo'] })).errors[0]).toMatchObject({
    code: 'REVERT_UNKNOWN',
    hint: 'Did you mean `shop`?',
  })
})

test('names file and line when a way back fails', async ({ pool }) => {
  const wrong = aPackage({
    key: 'shop',
    steps: { '001_customers': { ...SHOP_STEPS['001_customers'], down: 'SELECT 1;\nDROP TABLE shop.nothing;\n' } },
  })
  const runner = createRunner({ stack: defineStack({ packages: [wrong] }), sessions: fromPool(pool) })
  await runner.apply()

  const result = await runner.revert({ packages: ['shop'], allowDataLoss: true })

  expect(result.errors[0]).toMatchObject({ code: 'STEP_FAILED', file: 'migrations/down/001_customers.sql' })
  expect((await runner.status()).packages[0]?.state).toBe('current')
})

test('stops at an abort: the way back that is running is cancelled', async ({ pool }) => {
  const slow = aPackage({
    key: 'shop',
    steps: { ...SHOP_STEPS, '003_slow': { up: 'SELECT 1;\n', down: 'SELECT pg_sleep(30);\n' } },
  })
  const runner = createRunner({ stack: defineStack({ packages: [slow] }), sessions: fromPool(pool) })
  await runner.apply()
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 200)

  const result = await runner.revert({ packages: ['shop'], signal: controller.signal })

  expect(result).toMatchObject({ outcome: 'failed', reverted: [], errors: [{ code: 'INTERRUPTED' }] })
  expect((await runner.status()).packages[0]?.state).toBe('current')
})
