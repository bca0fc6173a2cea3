import { readCatalog } from '@schemata/catalog'
import { defineStack } from '@schemata/contract'
import type { Pool } from 'pg'
import { expect } from 'vitest'

import { aPackage } from '../test/a-package.js'
import { test } from '../test/database.js'
import { createRunner, fromPool } from './index.js'

const definition = {
  key: 'shop',
  history: {
    table: 'schema_migrations',
    columns: { version: 'version', name: 'name', execution_time_ms: 'executionTimeMs' },
  },
  steps: {
    '001_Start': {
      up: 'CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.schema_migrations (version text PRIMARY KEY, name text NOT NULL, execution_time_ms integer NOT NULL);\n',
      down: 'DROP TABLE shop.schema_migrations;\nDROP SCHEMA shop;\n',
    },
    '002_More': { up: 'CREATE TABLE shop.more (id integer);\n', down: 'DROP TABLE shop.more;\n' },
  },
} as const

async function installed(pool: Pool) {
  const bare = createRunner({ stack: defineStack({ packages: [aPackage(definition)] }), sessions: fromPool(pool) })
  await bare.apply()
  const contract = await readCatalog(pool, { schema: 'shop' })
  return createRunner({
    stack: defineStack({ packages: [aPackage({ ...definition, contract })] }),
    sessions: fromPool(pool),
  })
}

test('restores a deleted row of the documented table where the step is still there', async ({ pool }) => {
  const runner = await installed(pool)
  await pool.query(`INSERT INTO shop.more VALUES (7); DELETE FROM shop.schema_migrations WHERE version = '002'`)

  const result = await runner.apply()

  expect(result).toMatchObject({ outcome: 'current', errors: [] })
  expect((await pool.query('SELECT version, name FROM shop.schema_migrations ORDER BY 1')).rows).toEqual([
    { version: '001', name: 'Start' },
    { version: '002', name: 'More' },
  ])
  expect((await pool.query('SELECT id FROM shop.more')).rows).toEqual([{ id: 7 }])
})

test('does not claim what was changed since, and says what it is', async ({ pool }) => {
  const runner = await installed(pool)
  await pool.query(`DROP TABLE shop.more; DELETE FROM shop.schema_migrations WHERE version = '002'`)

  const result = await runner.apply()

  expect(result.errors[0]).toMatchObject({ code: 'HISTORY_GAP', message: expect.stringContaining('`more`') })
  expect((await pool.query('SELECT version FROM shop.schema_migrations')).rows).toEqual([{ version: '001' }])
})
