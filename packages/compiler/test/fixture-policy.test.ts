import { describe, expect, test } from 'vitest'

import { aPackage, problemsOf } from './a-package.js'

const FILE = 'fixtures/gpu_types.sql'

const POLICY = { table: 'gpu_types', key: ['name'], owned: ['memory_gb'], initial: ['enabled', 'seats'] }

function upsert({
  columns = 'name, memory_gb, enabled, seats',
  conflict = 'ON CONFLICT (name) DO UPDATE SET memory_gb = EXCLUDED.memory_gb',
} = {}): string {
  return `INSERT INTO notes.gpu_types (${columns}) SELECT 1, 2, 3, 4 ${conflict};\n`
}

async function problems(sql: string, fixtures = [POLICY]) {
  const input = aPackage({ files: { [FILE]: sql }, fixtures })
  return (await problemsOf(input)).map(({ code, message, place }) => ({ code, message, line: place.line }))
}

describe('a fixture that the build accepts', () => {
  test.each([
    ['sets exactly the owned columns again', upsert(), [POLICY]],
    ['lists its columns in any order', upsert({ columns: 'seats, enabled, memory_gb, name' }), [POLICY]],
    [
      'leaves an owned column to its default where the row is new',
      upsert({ columns: 'name, enabled, seats' }),
      [POLICY],
    ],
    [
      'owns nothing and leaves rows alone that are there',
      upsert({ columns: 'name, enabled', conflict: 'ON CONFLICT (name) DO NOTHING' }),
      [{ ...POLICY, owned: [], initial: ['enabled'] }],
    ],
    [
      'updates only where something differs',
      upsert({
        conflict: `ON CONFLICT (name) DO UPDATE SET memory_gb = EXCLUDED.memory_gb
          WHERE gpu_types.memory_gb IS DISTINCT FROM EXCLUDED.memory_gb`,
      }),
      [POLICY],
    ],
  ])('%s', async (_what, sql, fixtures) => {
    expect(await problems(sql, fixtures)).toEqual([])
  })
})

describe('a fixture that the build refuses', () => {
  test.each([
    [
      'would overwrite an operator’s column',
      { conflict: 'ON CONFLICT (name) DO UPDATE SET memory_gb = EXCLUDED.memory_gb, seats = EXCLUDED.seats' },
      'memory_gb, seats set again; expected memory_gb',
    ],
    [
      'leaves an owned column as it is',
      { conflict: 'ON CONFLICT (name) DO NOTHING' },
      'nothing set again; expected memory_gb',
    ],
    [
      'leaves out an initial column',
      { columns: 'name, memory_gb, enabled' },
      'expected name, memory_gb, enabled, seats',
    ],
    ['inserts a column of nobody', { columns: 'name, memory_gb, enabled, seats, colour' }, 'colour inserted'],
    [
      'recognises rows by something else',
      { conflict: 'ON CONFLICT (seats) DO UPDATE SET memory_gb = 1' },
      'ON CONFLICT (seats); expected ON CONFLICT (name)',
    ],
    ['fails the second time', { conflict: '' }, 'no ON CONFLICT'],
  ])('%s', async (_what, parts, message) => {
    expect(await problems(`\n${upsert(parts)}`)).toEqual([
      { code: 'BUILD_FIXTURE_POLICY', message: expect.stringContaining(message), line: 2 },
    ])
  })

  test('writes to a table that the manifest does not name', async () => {
    expect(await problems(upsert(), [])).toEqual([
      { code: 'BUILD_FIXTURE_POLICY', message: expect.stringContaining('no policy in the manifest'), line: 1 },
    ])
  })

  test('holds another statement', async () => {
    expect(await problems('UPDATE notes.gpu_types SET seats = 0;')).toEqual([
      { code: 'BUILD_FIXTURE_STATEMENT', message: expect.stringContaining('UpdateStmt'), line: 1 },
    ])
  })
})

describe('what a package uses of another', () => {
  const uses = ['courses', 'courses.id', 'status']
  const requires = (names?: readonly string[]) => [{ key: 'courses', schema: 'catalog', ...(names && { uses: names }) }]
  const sql = `CREATE TABLE notes.note (course uuid REFERENCES catalog.courses (id), at catalog.status);
CREATE FUNCTION notes.f() RETURNS void LANGUAGE sql AS $$ SELECT catalog.touch() $$;`

  test('must be listed, in function bodies too', async () => {
    const found = await problemsOf(aPackage({ sql, requires: requires(uses) }))

    expect(found.map(({ code, message, place }) => [code, message.includes('`catalog.touch`'), place.line])).toEqual([
      ['BUILD_USE_UNDECLARED', true, 3],
    ])
  })

  test.each([
    ['all that is used', [...uses, 'touch()']],
    ['nothing, and so everything', undefined],
  ])('is fine where the manifest lists %s', async (_what, names) => {
    expect(await problemsOf(aPackage({ sql, requires: requires(names) }))).toEqual([])
  })
})
