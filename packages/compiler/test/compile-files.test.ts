import { describe, expect, test } from 'vitest'

import { canonicalText, compileFiles, compileMigrations, compileScript, digest } from '../src/index.js'
import { aPackage, FACTS } from './a-package.js'

const IRREVERSIBLE = '--! irreversible: an example\n'

async function secondStep(sql: string) {
  const { steps } = await compileFiles(aPackage({ files: { 'migrations/002_x.sql': `${IRREVERSIBLE}${sql}` } }))
  const [, step] = steps
  if (!step) throw new Error('There is no second step.')
  return step
}

async function destroyedBy(sql: string) {
  const { script } = await compileScript(sql, { schema: 'notes', as: 'down' })
  return 'destroys' in script ? script.destroys : []
}

test('compiles the example of the documentation', async () => {
  const { steps, ...rest } = await compileFiles({
    ...FACTS,
    files: {
      'migrations/001_notes.sql': 'CREATE SCHEMA IF NOT EXISTS notes;\nCREATE TABLE notes.note ();',
      'migrations/down/001_notes.sql': 'DROP TABLE notes.note;\nDROP SCHEMA notes;',
    },
  })

  expect(rest).toEqual({
    format: 1,
    package: { name: '@example/notes', version: '1.0.0' },
    fixtures: [],
    contract: null,
  })
  expect(steps).toEqual([
    {
      version: '001',
      name: 'notes',
      file: 'migrations/001_notes.sql',
      downFile: 'migrations/down/001_notes.sql',
      irreversible: null,
      independent: false,
      mode: 'transaction',
      probe: null,
      requires: [],
      realises: null,
      up: {
        sql: 'CREATE SCHEMA IF NOT EXISTS notes;\nCREATE TABLE notes.note ();\n',
        digest: digest('CREATE SCHEMA IF NOT EXISTS notes;\nCREATE TABLE notes.note ();'),
        statements: [0, 35],
        sites: [
          { at: 28, kind: 'schema', name: 'notes' },
          { at: 48, kind: 'schema', name: 'notes' },
        ],
        createSchema: { start: 0, end: 33 },
        concurrently: [],
      },
      down: {
        sql: 'DROP TABLE notes.note;\nDROP SCHEMA notes;\n',
        digest: digest('DROP TABLE notes.note;\nDROP SCHEMA notes;'),
        statements: [0, 23],
        sites: [
          { at: 11, kind: 'schema', name: 'notes' },
          { at: 35, kind: 'schema', name: 'notes' },
        ],
        dropSchema: { start: 23, end: 40 },
        destroys: [{ statement: 'DROP TABLE', relation: 'notes.note' }],
      },
    },
  ])
})

test('counts every offset in UTF-16 units', async () => {
  const { script } = await compileScript(`SELECT '🛠ü';\nDROP TABLE notes."täble";\nSELECT 1;`, { schema: 'notes' })

  expect(script.statements.map((at) => script.sql.slice(at, at + 6))).toEqual(['SELECT', 'DROP T', 'SELECT'])
})

test('takes a Windows copy and one without a final newline for the same text', () => {
  expect(canonicalText('\uFEFFa\r\nb\r\n\r\n')).toBe('a\nb\n')
  expect(digest('\uFEFFa\r\nb')).toBe(digest('a\nb\n'))
  expect(digest('a\nb')).toBe('911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2')
  expect(digest('a\n\nb')).not.toBe(digest('a\nb'))
})

test('reads the head', async () => {
  const head = '-- Why.\n--! requires: 001_notes\n--! requires: courses:002_b\n\n--! independent: touches nothing\n'
  const step = (
    await compileFiles(
      aPackage({
        requires: [{ key: 'courses', schema: 'catalog' }],
        files: {
          'migrations/002_x.sql': `${head}--! realises: 002_x.psql\n--! irreversible: the data is gone\nSELECT 1;`,
        },
      }),
    )
  ).steps[1]

  expect(step).toMatchObject({
    requires: [
      { package: null, step: '001_notes' },
      { package: 'courses', step: '002_b' },
    ],
    independent: true,
    realises: '002_x.psql',
    irreversible: 'the data is gone',
    down: null,
    downFile: null,
  })
})

describe('runs outside a transaction', () => {
  test.each([
    'CREATE INDEX CONCURRENTLY i ON notes.note (id)',
    'DROP INDEX CONCURRENTLY notes.i',
    'REINDEX INDEX CONCURRENTLY notes.i',
    'REINDEX SCHEMA notes',
    'ALTER TABLE notes.note DETACH PARTITION notes.p CONCURRENTLY',
    'VACUUM notes.note',
    `ALTER SYSTEM SET work_mem = '1MB'`,
    'CLUSTER',
    `CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p`,
    'DROP SUBSCRIPTION s',
    '--! transaction: none\nCALL notes.run()',
  ])('%s', async (sql) => {
    expect((await secondStep(sql)).mode).toBe('none')
  })
})

describe('says what to look for after a crash', () => {
  test.each([
    [
      'CREATE INDEX CONCURRENTLY i ON notes.note (id)',
      { kind: 'create index', schema: 'notes', index: 'i', table: 'note', unique: false },
    ],
    [
      'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "I" ON ONLY notes."Note" (id)',
      { kind: 'create index', schema: 'notes', index: 'I', table: 'Note', unique: true },
    ],
    ['DROP INDEX CONCURRENTLY IF EXISTS notes.i', { kind: 'drop index', schema: 'notes', index: 'i' }],
    ['VACUUM (ANALYZE) notes.note', { kind: 'repeatable' }],
    ['REINDEX INDEX CONCURRENTLY notes.i', { kind: 'repeatable' }],
    ['REINDEX SCHEMA notes', { kind: 'repeatable' }],
    [`ALTER SYSTEM SET work_mem = '1MB'`, { kind: 'repeatable' }],
    ['CLUSTER', { kind: 'repeatable' }],
    ['--! transaction: none\nANALYZE notes.note', { kind: 'repeatable' }],
    ['ALTER TABLE notes.note DETACH PARTITION notes.p CONCURRENTLY', null],
    [`CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p`, null],
    ['--! transaction: none\nCALL notes.run()', null],
    ['CREATE INDEX i ON notes.note (id)', null],
  ])('%s', async (sql, probe) => {
    expect((await secondStep(sql)).probe).toEqual(probe)
  })
})

describe('runs inside a transaction', () => {
  test.each([
    'CREATE INDEX i ON notes.note (id)',
    'REFRESH MATERIALIZED VIEW CONCURRENTLY notes.v',
    'REINDEX TABLE notes.note',
    'CLUSTER notes.note USING i',
    'ANALYZE notes.note',
    `ALTER TYPE notes.mood ADD VALUE 'x'`,
    'ALTER TABLE notes.note DETACH PARTITION notes.p',
  ])('%s', async (sql) => {
    expect((await secondStep(sql)).mode).toBe('transaction')
  })
})

test('finds CONCURRENTLY where a fresh install leaves it out', async () => {
  const words = await Promise.all(
    [
      'CREATE UNIQUE INDEX CONCURRENTLY concurrently_made ON notes.note (id)',
      'DROP INDEX /* concurrently */ CONCURRENTLY notes.i',
      'ALTER TABLE notes.note DETACH PARTITION notes.p concurrently',
      'REINDEX INDEX CONCURRENTLY notes.i',
    ].map(async (sql) => {
      const { up } = await secondStep(sql)
      return up.concurrently.map(({ start, end }) => up.sql.slice(start, end))
    }),
  )

  expect(words).toEqual([['CONCURRENTLY'], ['CONCURRENTLY'], ['concurrently'], []])
})

test('leaves a CREATE SCHEMA of another schema to itself', async () => {
  const { script } = await compileScript('CREATE SCHEMA IF NOT EXISTS other;\nSELECT 1;', { schema: 'notes' })

  expect(script).toMatchObject({ createSchema: null })
})

describe('says what a down destroys', () => {
  test.each([
    [
      'DROP TABLE notes.a, notes.b',
      [
        ['DROP TABLE', 'notes.a'],
        ['DROP TABLE', 'notes.b'],
      ],
    ],
    [
      'ALTER TABLE notes.a DROP COLUMN b, DROP COLUMN c',
      [
        ['DROP COLUMN', 'notes.a', 'b'],
        ['DROP COLUMN', 'notes.a', 'c'],
      ],
    ],
    ['TRUNCATE notes.a', [['TRUNCATE', 'notes.a']]],
    ['DELETE FROM notes.a WHERE id = 1', [['DELETE', 'notes.a']]],
    ['WITH gone AS (DELETE FROM notes.a RETURNING id) SELECT count(*) FROM gone', [['DELETE', 'notes.a']]],
    [
      "DO $$ BEGIN DROP TABLE IF EXISTS notes.a; EXECUTE 'TRUNCATE TABLE notes.b'; END $$",
      [
        ['DROP TABLE', 'notes.a'],
        ['TRUNCATE', 'notes.b'],
      ],
    ],
    ['DO $$ BEGIN ALTER TABLE notes.a DROP COLUMN IF EXISTS b; END $$', [['DROP COLUMN', 'notes.a', 'b']]],
    ['DROP MATERIALIZED VIEW notes.a', []],
    ['DROP VIEW notes.a', []],
    ['DROP INDEX notes.a', []],
    ['DROP FUNCTION notes.a()', []],
    ['ALTER TABLE notes.a DROP CONSTRAINT b', []],
  ])('%s', async (sql, expected) => {
    const found = (await destroyedBy(sql)).map(({ statement, relation, column }) => {
      return [statement, relation, column].filter((part) => part !== undefined)
    })

    expect(found).toEqual(expected)
  })
})

test('compiles fixtures, named by their files', async () => {
  const { fixtures } = await compileFiles(
    aPackage({ files: { 'fixtures/rows.sql': 'INSERT INTO notes.note VALUES (1);' } }),
  )

  expect(fixtures).toMatchObject([{ name: 'rows', file: 'fixtures/rows.sql', script: { sites: [{ at: 12 }] } }])
})

test('embeds the catalog contract', async () => {
  const contract = { format: 1, schema: 'notes', objects: [] } as const

  expect((await compileFiles(aPackage({ contract }))).contract).toEqual(contract)
})

test('does not need CREATE SCHEMA in the schema public', async () => {
  const files = { 'migrations/001_a.sql': `${IRREVERSIBLE}CREATE TABLE public.a ();` }

  expect((await compileFiles({ ...FACTS, schema: 'public', files })).steps).toHaveLength(1)
})

test('keeps the order of ORDER, and puts new steps after it as numbers count', async () => {
  const step = IRREVERSIBLE
  const files = {
    'migrations/9_a.sql': step,
    'migrations/10_b.sql': step,
    'migrations/2_c.sql': step,
    'migrations/ORDER': '001_notes\n10_b\n',
  }

  const { migrations, order } = await compileMigrations(aPackage({ files }))

  expect(migrations.steps.map(({ version }) => version)).toEqual(['001', '10', '2', '9'])
  expect(order).toEqual({ added: ['2_c', '9_a'], changed: ['001_notes', '10_b'] })
})

test('compiles 50 statements in a few milliseconds', async () => {
  const sql = Array.from({ length: 49 }, (_, index) => `CREATE TABLE notes.t${index} (id bigint PRIMARY KEY, a text);`)
  const input = aPackage({ sql: sql.join('\n') })
  await compileFiles(input)

  const started = performance.now()
  await compileFiles(input)

  // Two to five on an idle core; the rest is room for a busy machine.
  expect(performance.now() - started).toBeLessThan(150)
})
