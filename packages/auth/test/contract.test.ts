import { fileURLToPath } from 'node:url'

import { writeContract } from '@schemata/compiler'
import { expect, test } from 'vitest'

import { usersRow } from '../src/generated/rows.js'
import { userRow } from '../src/users/user.js'

const directory = fileURLToPath(new URL('..', import.meta.url))

test.each([15, 18] as const)('the contract is what the steps make on PostgreSQL %i', async (major) => {
  expect((await writeContract({ directory, major, check: true })).written).toEqual([])
})

test('a user is made of columns that there are', () => {
  expect(Object.keys(usersRow.shape)).toEqual(expect.arrayContaining(Object.keys(userRow.shape)))
})
