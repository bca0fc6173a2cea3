import { defineStack } from '@schemata/contract'
import { createTest } from '@schemata/testing'
import { expect } from 'vitest'

import { pgmq } from '../src/index.js'

const test = createTest(defineStack({ packages: [] }))
const stepOne = pgmq.migrations.steps[0]?.up.sql ?? ''

test('refuses to install where the extension is, and says what to do', async ({ db }) => {
  await db.query(`
    INSERT INTO pg_catalog.pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    SELECT 4242424, 'pgmq', 10, oid, false, '1.5.1' FROM pg_catalog.pg_namespace WHERE nspname = 'public'
  `)

  await expect(db.query(stepOne)).rejects.toMatchObject({
    code: 'PQ001',
    hint: expect.stringContaining('`provided` of the stack'),
  })
})

test.for([
  ['a table', 'CREATE TABLE pgmq.q_orders (msg_id bigint)'],
  ['a function', 'CREATE FUNCTION pgmq.send(text) RETURNS void LANGUAGE sql AS $$ SELECT $$'],
  ['a type', "CREATE TYPE pgmq.mood AS ENUM ('sad')"],
] as const)('refuses a schema of another hand that holds %s', async ([, sql], { db }) => {
  await db.query(`CREATE SCHEMA pgmq; COMMENT ON SCHEMA pgmq IS 'Queues of the old system'; ${sql}`)

  await expect(db.query(stepOne)).rejects.toMatchObject({
    code: 'PQ002',
    detail: expect.stringContaining('Queues of the old system'),
    hint: expect.stringContaining('`provided`'),
  })
})

test('installs into an empty schema that somebody made for it, and marks it', async ({ db }) => {
  await db.query('CREATE SCHEMA pgmq')
  await db.query(stepOne)

  const { rows } = await db.query("SELECT obj_description('pgmq'::regnamespace, 'pg_namespace') AS comment")
  expect(rows[0].comment).toMatch(/^schemata:pgmq api=1\.5 /)
})
