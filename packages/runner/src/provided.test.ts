import { readCatalog } from '@schemata/catalog'
import { defineStack, type SchemaPackage } from '@schemata/contract'
import type { Pool } from 'pg'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { SHOP_STEPS, shop } from '../test/shop.js'
import { createRunner, fromPool } from './index.js'

/** The shop with the contract that its steps amount to. */
async function withContract(pool: Pool): Promise<SchemaPackage> {
  const runner = createRunner({ stack: defineStack({ packages: [shop] }), sessions: fromPool(pool) })
  await runner.apply()
  const contract = await readCatalog(pool, { schema: 'shop' })
  await runner.revert({ packages: ['shop'] })
  return aPackage({ key: 'shop', steps: SHOP_STEPS, contract })
}

function providedStack(shopPackage: SchemaPackage, uses?: readonly string[]) {
  const billing = aPackage({
    key: 'billing',
    requires: [{ package: shopPackage, range: '^1.0.0', from: '001_customers', ...(uses && { uses }) }],
    steps: {
      '001_invoices':
        'CREATE SCHEMA IF NOT EXISTS billing;\nCREATE TABLE billing.invoices (customer_id integer REFERENCES shop.customers (id));\n',
    },
  })
  return defineStack({ packages: [shopPackage, billing], provided: ['shop'], schemas: { shop: 'host' } })
}

test('builds on what the host brings, extras and another name included', async ({ pool }) => {
  const stack = providedStack(await withContract(pool))
  await pool.query(`
    CREATE SCHEMA host;
    CREATE TABLE host.customers (id integer PRIMARY KEY, email text, loyalty integer);
    CREATE TABLE host.orders (id integer PRIMARY KEY, customer_id integer);
    CREATE TABLE host.something_else ()`)

  const result = await createRunner({ stack, sessions: fromPool(pool) }).apply()

  expect(result).toMatchObject({ outcome: 'applied', errors: [], applied: [{ package: 'billing' }] })
  const { rows } = await pool.query(`SELECT package_key FROM schemata.target`)
  expect(rows).toEqual([{ package_key: 'billing' }])
})

test('names the column that the host lacks, and changes nothing', async ({ pool }) => {
  const stack = providedStack(await withContract(pool))
  await pool.query(`
    CREATE SCHEMA host;
    CREATE TABLE host.customers (id integer PRIMARY KEY);
    CREATE TABLE host.orders (id integer PRIMARY KEY)`)

  const result = await createRunner({ stack, sessions: fromPool(pool) }).apply()

  expect(result.errors).toEqual([
    expect.objectContaining({ code: 'PROVIDED_MISSING', message: expect.stringContaining('orders.customer_id') }),
  ])
  expect((await pool.query(`SELECT to_regclass('billing.invoices') AS made`)).rows).toEqual([{ made: null }])
})

test('says so when the host brings nothing at all', async ({ pool }) => {
  const stack = providedStack(await withContract(pool))

  const plan = await createRunner({ stack, sessions: fromPool(pool) }).plan()

  expect(plan.problems).toEqual([
    expect.objectContaining({ code: 'PROVIDED_MISSING', message: expect.stringContaining('customers') }),
  ])
  expect(plan.packages[0]).toMatchObject({ key: 'shop', state: 'provided' })
})

test('asks for no more than what is used of it', async ({ pool }) => {
  const stack = providedStack(await withContract(pool), ['customers', 'customers.id'])
  await pool.query('CREATE SCHEMA host; CREATE TABLE host.customers (id integer PRIMARY KEY)')

  const result = await createRunner({ stack, sessions: fromPool(pool) }).apply()

  expect(result).toMatchObject({ outcome: 'applied', errors: [] })
})

test('still names a used column that is not there', async ({ pool }) => {
  const stack = providedStack(await withContract(pool), ['customers', 'customers.id', 'orders.customer_id'])
  await pool.query('CREATE SCHEMA host; CREATE TABLE host.customers (id integer PRIMARY KEY)')

  const { errors } = await createRunner({ stack, sessions: fromPool(pool) }).apply()

  expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('orders.customer_id') })])
})

test('finds what an extension brings', async ({ pool }) => {
  const stack = providedStack(await withContract(pool))
  await pool.query(`
    CREATE SCHEMA host;
    CREATE TABLE host.customers (id integer PRIMARY KEY);
    CREATE TABLE host.orders (id integer PRIMARY KEY, customer_id integer);
    ALTER EXTENSION plpgsql ADD TABLE host.customers;
    ALTER EXTENSION plpgsql ADD TABLE host.orders`)

  const result = await createRunner({ stack, sessions: fromPool(pool) }).apply()

  expect(result).toMatchObject({ outcome: 'applied', errors: [] })
})
