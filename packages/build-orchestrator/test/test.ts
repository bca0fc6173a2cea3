import { defineStack } from '@schemata/contract'
import { createTest, createTestDatabase } from '@schemata/testing'
import { test as base } from 'vitest'

import { buildOrchestrator } from '../src/index.js'

const stack = defineStack({ packages: [buildOrchestrator] })

/** A test with this schema in a database of its own file: `pool`, `url`, and `db`, which is rolled back. */
export const test = createTest(stack)

/** A test with a database that nobody else uses, for what changes tables and commits: `pool`. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are needed.
export const freshTest = base.extend('pool', async ({}, { onCleanup }) => {
  const database = await createTestDatabase({ stack })
  onCleanup(() => database.drop())
  return database.pool
})
