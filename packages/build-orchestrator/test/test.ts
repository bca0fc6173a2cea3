import { defineStack } from '@schemata/contract'
import { createTest, createTestDatabase } from '@schemata/testing'
import type { PoolClient } from 'pg'
import { test as base } from 'vitest'

import { buildOrchestrator } from '../src/index.js'

const stack = defineStack({ packages: [buildOrchestrator] })

/**
 * A test with this schema:
 *
 * - `db`: a client in a transaction that is rolled back, so that all files of a worker share one database.
 * - `pool`, `url`: a database of the file's own, for what commits.
 */
export const test = createTest(stack)
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are needed.
  .extend('shared', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const database = await createTestDatabase({ stack, max: 2 })
    onCleanup(() => database.drop())
    return database.pool
  })
  .extend('db', async ({ shared }, { onCleanup }) => {
    const client = await shared.connect()
    await client.query(`BEGIN; SET LOCAL build_orchestrator.test = 'open'`)
    onCleanup(() => rollBack(client))
    return client
  })

/** Ends the transaction; a test that ended it itself has left its rows to others. */
async function rollBack(client: PoolClient): Promise<void> {
  try {
    const state = await client
      .query(`SELECT current_setting('build_orchestrator.test', true) AS test`)
      .catch(() => null)
    await client.query('ROLLBACK')
    if (state !== null && state.rows[0].test !== 'open') throw new Error('The test ended its transaction: use `pool`.')
  } finally {
    client.release()
  }
}

/** A test with a database that nobody else uses, for what changes tables and commits: `pool`. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are needed.
export const freshTest = base.extend('pool', async ({}, { onCleanup }) => {
  const database = await createTestDatabase({ stack })
  onCleanup(() => database.drop())
  return database.pool
})
