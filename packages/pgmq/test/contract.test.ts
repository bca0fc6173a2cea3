import { fileURLToPath } from 'node:url'

import { writeContract } from '@schemata/compiler'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import * as rows from '../src/generated/rows.js'
import { messageRow } from '../src/messages/delivery.js'

const directory = fileURLToPath(new URL('..', import.meta.url))

test.each([15, 18] as const)('the contract is what the steps make on PostgreSQL %i', async (major) => {
  expect((await writeContract({ directory, major, check: true })).written).toEqual([])
})

test('a delivery is made of the columns that read gives', () => {
  const given: z.ZodObject = rows.readResult
  expect(Object.keys(given.shape)).toEqual(Object.keys(messageRow.shape))
})

test('overloaded functions have no schemas, the others have', () => {
  expect(Object.keys(rows)).toContain('setVtArguments')
  expect(Object.keys(rows).filter((name) => /^(send|archive|delete)/.test(name))).toEqual([])
})
