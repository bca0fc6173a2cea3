import { expect, test } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { defineStack, SchemaError } from './index.js'

const auth = aPackage({ key: 'auth', schema: 'auth', relocatable: false })
const shop = aPackage({ requires: [{ package: auth, range: '^1.0.0' }] })

test('gives every package its own schema unless told otherwise', () => {
  const { instances } = defineStack({ packages: [auth, shop], schemas: { shop: 'public' }, provided: ['auth'] })

  expect(instances.map(({ schema, provided }) => ({ schema, provided }))).toEqual([
    { schema: 'auth', provided: true },
    { schema: 'public', provided: false },
  ])
})

test('knows what each name in the SQL of a package stands for', () => {
  const stack = defineStack({
    packages: [auth, { package: shop, schema: 'tenant_1' }, { package: shop, schema: 'tenant_2' }],
  })

  expect(stack.instances[2]?.schemas).toEqual({ shop: 'tenant_2', auth: 'auth' })
})

test('asks which install is meant where a required package has several', () => {
  const stock = aPackage({ key: 'stock', schema: 'stock', requires: [{ package: shop, range: '^1.0.0' }] })
  const shops = [
    { package: shop, schema: 'one' },
    { package: shop, schema: 'two' },
  ]

  expect(() => defineStack({ packages: [auth, ...shops, stock] })).toThrow(
    '2 installs of `shop`, which `stock` requires',
  )
  const told = defineStack({
    packages: [auth, ...shops, { package: stock, schema: 'stock', requires: { shop: 'two' } }],
  })
  expect(told.instances.at(-1)?.schemas).toEqual({ stock: 'stock', shop: 'two' })
})

test('refuses two copies of one package and names both files', () => {
  const copy = aPackage()

  expect(() => defineStack({ packages: [auth, shop, { package: copy, schema: 'other' }] })).toThrow(
    expect.objectContaining({ code: 'PACKAGE_DUPLICATE', hint: expect.stringContaining('npm ls @test/shop') }),
  )
})

test.each([
  ['an unknown key', { packages: [auth, shop], provided: ['ahth'] }, 'Did you mean `auth`?'],
  ['a malformed name', { packages: [auth, shop], schemas: { shop: 'My Shop' } }, 'stand unquoted'],
  ['a fixed package under another name', { packages: [auth, shop], schemas: { auth: 'users' } }, 'once per database'],
  ['a schema claimed twice', { packages: [auth, shop, { package: shop, schema: 'shop' }] }, 'another name'],
])('refuses %s and says what to do', (_what, definition, hint) => {
  let caught: unknown
  try {
    defineStack(definition)
  } catch (error) {
    caught = error
  }
  expect(SchemaError.is(caught)).toBe(true)
  expect(caught).toMatchObject({ code: 'STACK_INVALID', hint: expect.stringContaining(hint) })
})
