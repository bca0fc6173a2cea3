import { expect, test } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { inSchema, renameSchema } from './index.js'

test.each([
  ['a qualified name', 'SELECT shop.orders.id FROM shop.orders', 'SELECT t.orders.id FROM t.orders'],
  ['a call', 'SELECT shop . place_order($1)', 'SELECT t . place_order($1)'],
  ['a column or alias of that name stays', 'SELECT o.shop FROM shop.orders AS o', 'SELECT o.shop FROM t.orders AS o'],
  ['a longer name stays', 'SELECT shopping.x, my_shop.y, shop1.z', 'SELECT shopping.x, my_shop.y, shop1.z'],
  [
    'a string stays',
    `SELECT 'shop.orders', E'it\\'s shop.x', "shop.x"`,
    `SELECT 'shop.orders', E'it\\'s shop.x', "shop.x"`,
  ],
  ['a string cast to a reg-type', `SELECT 'shop.orders'::regclass`, `SELECT 't.orders'::regclass`],
  ['a comment stays', 'SELECT 1 -- shop.x\n/* shop.y */ FROM shop.z', 'SELECT 1 -- shop.x\n/* shop.y */ FROM t.z'],
  ['a dollar-quoted body stays', 'DO $a$ shop.x $a$', 'DO $a$ shop.x $a$'],
])('renames a schema: %s', (_what, text, expected) => {
  expect(renameSchema(text, 'shop', 't')).toBe(expected)
})

test('passes values through, rewrites each text once and keeps the default schema as it is', async () => {
  const asked: unknown[][] = []
  const db = {
    query: async (...call: [string, unknown[]?]) => {
      asked.push(call)
      return { rows: [] }
    },
  }
  const shop = aPackage()

  await inSchema(db, shop, 'tenant').query('SELECT * FROM shop.orders WHERE id = $1', [7])

  expect(asked).toEqual([['SELECT * FROM tenant.orders WHERE id = $1', [7]]])
  expect(inSchema(db, shop, 'shop')).toBe(db)
  expect(() => inSchema(db, shop, 'x; DROP TABLE')).toThrow('found the schema name')
})
