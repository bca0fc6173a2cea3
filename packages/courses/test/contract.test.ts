import { fileURLToPath } from 'node:url'

import { writeContract } from '@schemata/compiler'
import { expect, test } from 'vitest'

import * as generated from '../src/generated/rows.js'
import { generationStatus } from '../src/index.js'

const directory = fileURLToPath(new URL('..', import.meta.url))

test.each([15, 18] as const)('the contract is what the steps make on PostgreSQL %i', async (major) => {
  expect((await writeContract({ directory, major, check: true })).written).toEqual([])
})

test('the states of a generation are those of the database, in its order', () => {
  expect(generationStatus.options).toEqual(generated.generationStatus.options)
})
