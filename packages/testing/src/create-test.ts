import type { Stack } from '@schemata/contract'
import { test } from 'vitest'

import { type CreateTestDatabaseParameters, createTestDatabase } from './create-test-database.js'
import { beginTest, rollBack } from './roll-back.js'

export type CreateTestOptions = Omit<CreateTestDatabaseParameters, 'stack'>

/**
 * Gives vitest's `test` with a database of the stack:
 *
 * - `db`: a client in a transaction that is rolled back after each test.
 * - `pool`: for code that needs several connections or commits by itself. What it
 *   commits stays until the end of the file.
 * - `url`: the connection string of the same database.
 *
 * The database is made when the first test of a file asks for one of them, and is
 * dropped after the last; files never see one another.
 *
 * @example
 * export const test = createTest(defineStack({ packages: [courses] }))
 *
 * test('knows no course at first', async ({ db }) => {
 *   expect(await listCourses(db)).toEqual([])
 * })
 */
export function createTest(stack: Stack, options: CreateTestOptions = {}) {
  return (
    test
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are needed.
      .extend('pool', { scope: 'file' }, async ({}, { onCleanup }) => {
        const database = await createTestDatabase({ stack, ...options })
        onCleanup(() => database.drop())
        return database.pool
      })
      .extend('url', { scope: 'file' }, ({ pool }) => String(pool.options.connectionString))
      .extend('db', async ({ pool }, { onCleanup }) => {
        const client = await pool.connect()
        await beginTest(client)
        onCleanup(async () => {
          // A client whose state is unknown is closed rather than handed to the next test.
          await rollBack(client).then(
            () => client.release(),
            (error: unknown) => {
              client.release(true)
              throw error
            },
          )
        })
        return client
      })
  )
}
