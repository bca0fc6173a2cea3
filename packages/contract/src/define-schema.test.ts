import { expect, test } from 'vitest'

import { aPackage, emptyMigrations } from '../test/a-package.js'

test('fills in what is left out', () => {
  expect(aPackage()).toMatchObject({
    relocatable: true,
    requires: [],
    roles: [],
    history: null,
    jobs: [],
    floor: '1.0.0',
  })
  expect(aPackage({ migrations: emptyMigrations('3.2.1') }).floor).toBe('3.0.0')
})

test('knows the file in which it was declared', () => {
  expect(aPackage().origin).toMatch(/test\/a-package\.ts$/)
})

test.each([
  ['key', { key: 'Shop' }, 'found key `Shop`'],
  ['schema', { schema: 'my-shop' }, 'found schema `my-shop`'],
  ['long schema', { schema: 'x'.repeat(64) }, 'at most 63 bytes'],
  ['role', { roles: ['app-role'] }, 'found role `app-role`'],
])('refuses a malformed %s', (_what, definition, message) => {
  expect(() => aPackage(definition)).toThrow(message)
})

test('refuses a requirement stated twice', () => {
  const auth = aPackage({ key: 'auth', schema: 'auth' })
  const requirement = { package: auth, range: '^1.0.0' }

  expect(() => aPackage({ requires: [requirement, requirement] })).toThrow('found requirement `auth` twice')
})
