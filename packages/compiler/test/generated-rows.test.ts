import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { PGlite } from '@electric-sql/pglite'
import type { Queryable } from '@schemata/contract'
import { createJiti } from 'jiti'
import { afterEach, beforeEach, describe, expect, inject } from 'vitest'
import type * as z from 'zod'

import { writeContract } from '../src/index.js'
import { test } from './database.js'
import { SAMPLES_SQL, type SamplesParts, withSamples } from './samples.js'

type Generated = { readonly [name: string]: z.ZodObject }

/** The generated module, loaded as an application would. */
async function withGenerated<T>(parts: SamplesParts, work: (rows: Generated) => Promise<T>): Promise<T> {
  return withSamples(parts, async (directory) => {
    await writeContract({ directory, serverUrl: inject('serverUrl') })
    const jiti = createJiti(join(directory, 'package.json'), { fsCache: false, moduleCache: false })
    return work(await jiti.import<Generated>(join(directory, 'src/generated/rows.ts')))
  })
}

const INSERT = `
  INSERT INTO samples.sample (
    number, small, big, price, exact, long_price, ratio, done, note, short, code, key, day, at, local_at, clock, lasts,
    bytes, facts, address, place, span, flags, words, tags, counts, days, mood, moods, grade, amount, size
  )
  VALUES (
    7, 3, 9007199254740993, 12.50, 0.1234567890123456789, 1234567890123456.7891, 'Infinity', true, NULL, 'ab', 'xyz',
    '00000000-0000-0000-0000-000000000001', '2024-03-31', '2024-01-02 03:04:05.678+00', '2024-01-02 03:04:05',
    '03:04:05', '1 day 2 hours', '\\x0102', '{"a": [1]}', '10.0.0.1', '(1,2)', '[1,5)', '101', 'a b', '{x,"y,z"}',
    '{1,9007199254740993}', '{2024-01-01,2024-12-31}', 'it''s "so", so',
    ARRAY['glad', 'it''s "so", so']::samples.mood[], 'a', 3.25, '(1,2)'
  )`

const ROW = {
  id: '1',
  number: 7,
  doubled: 6,
  small: 3,
  big: '9007199254740993',
  price: 12.5,
  exact: '0.1234567890123456789',
  long_price: '1234567890123456.7891',
  ratio: Number.POSITIVE_INFINITY,
  rough: 0.5,
  done: true,
  note: null,
  short: 'ab',
  code: 'xyz',
  key: '00000000-0000-0000-0000-000000000001',
  day: '2024-03-31',
  at: new Date('2024-01-02T03:04:05.678Z'),
  local_at: expect.any(Date),
  clock: '03:04:05',
  lasts: expect.stringMatching(/^(2 hours 1 days|1 day 02:00:00)$/),
  bytes: expect.toSatisfy((bytes) => bytes instanceof Uint8Array && [...bytes].join() === '1,2'),
  facts: { a: [1] },
  loose: null,
  address: '10.0.0.1',
  place: expect.anything(),
  span: '[1,5)',
  flags: '101',
  words: "'a' 'b'",
  tags: ['x', 'y,z'],
  counts: ['1', '9007199254740993'],
  days: ['2024-01-01', '2024-12-31'],
  mood: 'it\'s "so", so',
  moods: ['glad', 'it\'s "so", so'],
  grade: 'a',
  amount: 3.25,
  size: '(1,2)',
  state: 'new',
  outcome: null,
  'odd name': null,
}

describe('a row of every type', () => {
  let zone: string | undefined
  beforeEach(() => {
    zone = process.env.TZ
  })
  afterEach(() => {
    process.env.TZ = zone ?? 'UTC'
  })

  test.for(['UTC', 'America/Sao_Paulo', 'Asia/Tokyo'])('is read alike as pg gives it in %s', async (here, { db }) => {
    process.env.TZ = here
    await db.query(SAMPLES_SQL)
    await db.query(INSERT)

    await withGenerated({}, async ({ sampleRow }) => {
      const { rows } = await db.query('SELECT * FROM samples.sample')
      expect(Object.keys(sampleRow?.shape ?? {}).sort()).toEqual(Object.keys(rows[0]).sort())
      expect(sampleRow?.parse(rows[0])).toEqual(ROW)
    })
  })

  test.for(['UTC', 'Asia/Tokyo'])('is read alike as PGlite gives it in %s', async (here) => {
    process.env.TZ = here
    const db = await PGlite.create()
    await db.exec(SAMPLES_SQL)
    await db.exec(INSERT)

    await withGenerated({}, async ({ sampleRow }) => {
      const { rows } = await db.query('SELECT * FROM samples.sample')
      expect(sampleRow?.parse(rows[0])).toEqual(ROW)
    })
    await db.close()
  })
})

test('reads what functions give', async ({ db }) => {
  await db.query(SAMPLES_SQL)
  await db.query(INSERT)
  const first = async (sql: string) => firstRow(db, sql)

  await withGenerated({}, async (rows) => {
    expect(rows.findSampleResult).toBe(rows.sampleRow)
    expect(rows.findSampleResult?.parse(await first('SELECT * FROM samples.find_sample(1)'))).toEqual(ROW)
    expect(
      rows.countByMoodResult?.parse(await first(`SELECT * FROM samples.count_by_mood(enum_range(NULL::samples.mood))`)),
    ).toEqual({ mood: 'it\'s "so", so', total: '1' })
    expect(rows.listDaysResult?.parse(await first(`SELECT * FROM samples.list_days('2024-05-06')`))).toEqual({
      day: '2024-05-06',
      rate: '1.5',
    })
    expect(rows.growResult?.parse(await first(`SELECT * FROM samples.grow('(1,2)', 3)`))).toEqual({
      width: 4,
      height: 5,
    })
    const { p_value } = await first('SELECT * FROM samples.twice(4)')
    expect(rows.twiceResult?.parse(p_value)).toBe('8')
    expect(Object.keys(rows).filter((name) => /^(reset|touch)/.test(name))).toEqual(['resetArguments'])
  })
})

test('takes the arguments that a function takes', async () => {
  await withGenerated({}, async (rows) => {
    expect(rows.findSampleArguments?.parse({ p_id: 1n })).toEqual({ p_id: 1n })
    expect(rows.findSampleArguments?.safeParse({}).success).toBe(false)
    expect(rows.findSampleArguments?.safeParse({ p_id: '1', state: 'new' }).success).toBe(false)
    expect(rows.countByMoodArguments?.safeParse({ p_moods: ['glad', 'angry'] }).success).toBe(false)
    expect(rows.listDaysArguments?.safeParse({ p_days: ['2024-02-30'] }).success).toBe(false)
    expect(Object.keys(rows.growArguments?.shape ?? {})).toEqual(['p_size', '$2'])
    expect(rows.twiceArguments?.parse({ p_value: null })).toEqual({ p_value: null })
  })
})

test('lets nothing be inserted that the table would refuse', async () => {
  await withGenerated({}, async ({ sampleInsert, sampleUpdate, eventInsert }) => {
    const { id: _id, doubled: _doubled, bytes: _bytes, lasts: _lasts, local_at: _local, place: _place, ...rest } = ROW
    const row = { ...rest, bytes: new Uint8Array(2), lasts: '1 day', local_at: new Date(), place: '(1,2)' }
    const problem = (change: object) => sampleInsert?.safeParse({ ...row, ...change }).error?.issues[0]?.path[0]

    expect(sampleInsert?.parse(row)).toEqual(row)
    expect(sampleInsert?.safeParse({ ...row, id: '1' }).success).toBe(false)
    expect(sampleInsert?.safeParse({ ...row, doubled: 1 }).success).toBe(false)
    expect(problem({ small: undefined })).toBe('small')
    expect(problem({ small: 40_000 })).toBe('small')
    expect(problem({ short: 'abcdef' })).toBe('short')
    expect(problem({ short: '🪚🪚🪚🪚🪚' })).toBeUndefined()
    expect(problem({ state: 'other' })).toBe('state')
    expect(problem({ outcome: 'draw' })).toBe('outcome')
    expect(problem({ grade: 'c' })).toBe('grade')
    expect(problem({ note: 'y', state: undefined, number: undefined, rough: undefined })).toBeUndefined()
    expect(sampleUpdate?.parse({ note: null })).toEqual({ note: null })
    expect(sampleUpdate?.safeParse({ id: '1' }).success).toBe(false)
    expect(eventInsert?.parse({ id: 5, part: 1 })).toEqual({ id: 5, part: 1 })
  })
})

test('exports the values that a check or enum allows, and folds partitions into their table', async () => {
  await withGenerated({}, async (rows) => {
    const options = (name: string) => rows[name] && 'options' in rows[name] && rows[name].options
    expect(options('mood')).toEqual(['glad', 'it\'s "so", so', 'sad'])
    expect(options('sampleState')).toEqual(['new', 'old'])
    expect(options('sampleOutcome')).toEqual(['won', 'lost'])
    expect(rows.oldSampleRow?.parse({ id: 1, state: null })).toEqual({ id: '1', state: null })
    expect(Object.keys(rows).filter((name) => /^(oldSample|event)/.test(name))).toEqual([
      'eventInsert',
      'eventRow',
      'eventUpdate',
      'oldSampleRow',
    ])
  })
})

const JSON_COLUMNS = `import * as z from 'zod'
export const jsonColumns = { 'sample.facts': z.object({ a: z.array(z.number()) }) }
`

test('binds a schema of the package to a JSON column', async () => {
  await withGenerated({ files: { 'src/json-columns.ts': JSON_COLUMNS } }, async ({ sampleRow, sampleUpdate }) => {
    expect(sampleRow?.shape.facts?.safeParse({ a: ['x'] }).success).toBe(false)
    expect(sampleUpdate?.parse({ facts: { a: [1] } })).toEqual({ facts: { a: [1] } })
  })
})

test('refuses a schema for what is no JSON column', async () => {
  const files = { 'src/json-columns.ts': JSON_COLUMNS.replace('sample.facts', 'sample.fact') }
  await withSamples({ files }, async (directory) => {
    await mkdir(join(directory, 'src/generated'), { recursive: true })
    await writeFile(join(directory, 'src/generated/rows.ts'), '')
    await expect(writeContract({ directory, serverUrl: inject('serverUrl') })).rejects.toMatchObject({
      code: 'CONTRACT_JSON_COLUMN',
      found: 'sample.fact',
      hint: 'Did you mean `sample.facts`?',
    })
  })
})

async function firstRow(db: Queryable, sql: string) {
  const { rows } = await db.query(sql)
  return rows[0]
}
