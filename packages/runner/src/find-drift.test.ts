import { readCatalog } from '@schemata/catalog'
import { defineStack } from '@schemata/contract'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { SHOP_STEPS, shop } from '../test/shop.js'
import { createRunner, fromPool } from './index.js'

const withIndex = {
  ...SHOP_STEPS,
  '003_index': {
    up: 'CREATE INDEX idx_orders_customer_id ON shop.orders (customer_id);\n',
    down: 'DROP INDEX shop.idx_orders_customer_id;\n',
  },
}

/** The shop as a package that knows what it amounts to. */
async function shopWithContract(
  pool: Parameters<typeof fromPool>[0] & { query: (sql: string) => Promise<{ rows: [] }> },
) {
  const bare = aPackage({ key: 'shop', steps: withIndex })
  const runner = createRunner({ stack: defineStack({ packages: [bare] }), sessions: fromPool(pool) })
  await runner.apply()
  const contract = await readCatalog(pool, { schema: 'shop' })
  await runner.revert({ packages: ['shop'] })
  return aPackage({ key: 'shop', steps: withIndex, contract })
}

test.for(['shop', 'tenant_1', 'public'])(
  'finds nothing in a fresh install, and names and mends what is changed: %s',
  async (schema, { pool }) => {
    const schemaPackage = await shopWithContract(pool)
    const stack = defineStack({ packages: [schemaPackage], schemas: { shop: schema } })
    const runner = createRunner({ stack, sessions: fromPool(pool) })
    await runner.apply()

    expect(await runner.verify({ level: 'drift' })).toEqual({ ok: true, differences: [] })
    await pool.query(`DROP INDEX ${schema}.idx_orders_customer_id`)
    const drifted = await runner.verify({ level: 'drift' })

    expect(drifted.differences).toEqual([
      expect.objectContaining({ package: 'shop', kind: 'index', object: 'idx_orders_customer_id', actual: null }),
    ])
    await pool.query((drifted.differences[0]?.mend ?? '').replace('CONCURRENTLY', ''))
    expect((await runner.verify({ level: 'drift' })).ok).toBe(true)
  },
)

test('says so when a package has no contract to compare with', async ({ pool }) => {
  const runner = createRunner({ stack: defineStack({ packages: [shop] }), sessions: fromPool(pool) })
  await runner.apply()

  expect(await runner.verify({ level: 'drift' })).toMatchObject({
    ok: false,
    differences: [{ package: 'shop', kind: 'contract', message: expect.stringContaining('schemata contract') }],
  })
})
