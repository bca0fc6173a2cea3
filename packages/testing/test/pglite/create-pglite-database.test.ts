import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'

import { createTest } from '../../src/index.js'
import { type CreatePGliteDatabaseParameters, createPGliteDatabase, type PGliteDatabase } from '../../src/pglite.js'
import { labStack } from '../lab-stack.js'

const withPg = createTest(labStack())

async function aDatabase(parameters: CreatePGliteDatabaseParameters): Promise<PGliteDatabase> {
  const database = await createPGliteDatabase(parameters)
  onTestFinished(() => database.close())
  return database
}

let cacheDirectory: string
let shared: PGliteDatabase
beforeAll(async () => {
  cacheDirectory = await mkdtemp(join(tmpdir(), 'testing-pglite-'))
  shared = await createPGliteDatabase({ stack: labStack(), cacheDirectory })
  return async () => {
    await shared.close()
    await rm(cacheDirectory, { recursive: true, force: true })
  }
})

test('applies a stack once, and keeps what it left for the next start', async () => {
  const before = await readdir(cacheDirectory)
  const stack = labStack('CREATE TABLE lab.racks (id int PRIMARY KEY);\n')

  const first = await aDatabase({ stack, cacheDirectory })
  await first.db.query("INSERT INTO lab.samples (id) VALUES ('mine')")
  const kept = await readdir(cacheDirectory)
  const second = await aDatabase({ stack, cacheDirectory })

  expect(before.filter((name) => name.startsWith('empty-'))).toHaveLength(1)
  expect(kept.filter((name) => !before.includes(name))).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.tar$/)])
  expect((await second.db.query('SELECT id FROM lab.samples')).rows).toEqual([{ id: 'reference' }])
  expect((await second.db.query('SELECT count(*)::int AS count FROM lab.racks')).rows).toEqual([{ count: 0 }])
  expect(await readdir(cacheDirectory)).toEqual(kept)
})

test('removes what nobody has read for a week', async () => {
  const old = join(cacheDirectory, `${'0'.repeat(32)}.tar`)
  await writeFile(old, '')
  const longAgo = new Date(Date.now() - 8 * 24 * 3_600_000)
  await utimes(old, longAgo, longAgo)

  await aDatabase({ stack: labStack('CREATE TABLE lab.desks (id int);\n'), cacheDirectory })

  expect(await readdir(cacheDirectory)).not.toContain('0'.repeat(32).concat('.tar'))
})

test('keeps nothing when told so', async () => {
  const before = await readdir(cacheDirectory)
  const { db } = await aDatabase({ stack: labStack(), cacheDirectory: null })

  expect((await db.query('SELECT id FROM lab.samples')).rows).toEqual([{ id: 'reference' }])
  expect(await readdir(cacheDirectory)).toEqual(before)
})

test('says what failed when the stack cannot be applied', async () => {
  const stack = labStack('CREATE TABLE lab.samples (id int);\n')

  await expect(createPGliteDatabase({ stack, cacheDirectory })).rejects.toMatchObject({
    code: 'TESTING_STACK_NOT_APPLIED',
    message: expect.stringContaining('relation "samples" already exists'),
  })
})

withPg.for([
  ["SELECT 9007199254740993::bigint AS id, '{1,2}'::bigint[] AS ids", []],
  ["SELECT 12.50::numeric AS price, '{1.5}'::numeric[] AS prices", []],
  ["SELECT '2026-03-01'::date AS day, '2026-03-01 12:00+02'::timestamptz AS at, '12:00'::time AS clock", []],
  ['SELECT \'{"a": [1, null]}\'::jsonb AS document, \'{a,"b c"}\'::text[] AS words, true AS yes', []],
  ["SELECT '\\x00ff'::bytea AS bytes, gen_random_uuid() <> gen_random_uuid() AS differ", []],
  ["SELECT '1 day 02:00'::interval AS span, '(1,2)'::point AS place, '10.0.0.1'::inet AS address", []],
  ['SELECT $1::text AS text, $2::int AS number, $3::text[] AS words', [7, '8', ['a', 'b "c"']]],
  ['SELECT $1::text AS nothing, $2::jsonb AS document', [undefined, { a: 1 }]],
  ['SELECT $1::timestamptz AS at, $2::bytea AS bytes', [new Date(0), Buffer.from('ab')]],
] as [string, unknown[]][])('gives the rows that pg gives: %s', async ([sql, values], { db }) => {
  expect((await shared.db.query(sql, values)).rows).toEqual((await db.query(sql, values)).rows)
})
