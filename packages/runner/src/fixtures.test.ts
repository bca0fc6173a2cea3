import { defineStack } from '@schemata/contract'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { createRunner, fromPool } from './index.js'

const steps = {
  '001_colours': {
    up: 'CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.colours (code text PRIMARY KEY, label text, shown boolean DEFAULT true);\n',
    down: 'DROP TABLE shop.colours;\nDROP SCHEMA shop;\n',
  },
}

/** The label belongs to the package, whether it is shown to the operator. */
const shop = (label: string, schema = 'shop') => {
  const colours = `INSERT INTO shop.colours (code, label) VALUES ('r', '${label}')\nON CONFLICT (code) DO UPDATE SET label = excluded.label;\n`
  return defineStack({ packages: [aPackage({ key: 'shop', steps, fixtures: { colours } })], schemas: { shop: schema } })
}

test('puts reference rows in after the steps, once', async ({ pool }) => {
  const runner = createRunner({ stack: shop('red'), sessions: fromPool(pool) })

  const first = await runner.apply()
  const second = await runner.apply()

  expect(first).toMatchObject({ outcome: 'applied', applied: [{ version: '001' }] })
  expect(second.outcome).toBe('current')
  expect((await pool.query('SELECT code, label FROM shop.colours')).rows).toEqual([{ code: 'r', label: 'red' }])
  const { rows } = await pool.query(`SELECT name, version FROM schemata.step WHERE kind = 'fixture'`)
  expect(rows).toEqual([{ name: 'colours', version: '' }])
})

test('brings them up to date when they change, and keeps what is the operator’s', async ({ pool }) => {
  await createRunner({ stack: shop('red'), sessions: fromPool(pool) }).apply()
  await pool.query('UPDATE shop.colours SET shown = false')
  const runner = createRunner({ stack: shop('crimson'), sessions: fromPool(pool) })

  expect((await runner.status()).packages[0]).toMatchObject({ state: 'behind', pending: 0 })
  expect((await runner.plan()).fixtures).toEqual([{ package: 'shop', schema: 'shop' }])
  expect(await runner.apply()).toEqual({ outcome: 'applied', applied: [], errors: [] })

  expect((await pool.query('SELECT * FROM shop.colours')).rows).toEqual([{ code: 'r', label: 'crimson', shown: false }])
  expect((await runner.status()).packages[0]?.state).toBe('current')
})

test('follows the install to another schema', async ({ pool }) => {
  await createRunner({ stack: shop('red', 'tenant_1'), sessions: fromPool(pool) }).apply()

  expect((await pool.query('SELECT label FROM tenant_1.colours')).rows).toEqual([{ label: 'red' }])
})

test('names the file and line of a row that is refused, and records nothing', async ({ pool }) => {
  const wrong = aPackage({
    key: 'shop',
    steps,
    fixtures: {
      a: "INSERT INTO shop.colours (code) VALUES ('a');\n",
      b: '\nINSERT INTO shop.colors (code) VALUES (1);\n',
    },
  })
  const runner = createRunner({ stack: defineStack({ packages: [wrong] }), sessions: fromPool(pool) })

  const result = await runner.apply()

  expect(result.errors[0]).toMatchObject({ code: 'STEP_FAILED', file: 'fixtures/b.sql', line: 2, column: 13 })
  expect((await pool.query('SELECT * FROM shop.colours')).rows).toEqual([])
  expect((await runner.status()).packages[0]).toMatchObject({ state: 'behind', applied: 1 })
})

test('loads them again after the tables came back', async ({ pool }) => {
  const runner = createRunner({ stack: shop('red'), sessions: fromPool(pool) })
  await runner.apply()
  await runner.revert({ packages: ['shop'], allowDataLoss: true })

  await runner.apply()

  expect((await pool.query('SELECT label FROM shop.colours')).rows).toEqual([{ label: 'red' }])
})
