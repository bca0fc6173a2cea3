import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, inject, test } from 'vitest'

import { ContractStaleError, renderContract, writeContract, writeContracts } from '../src/index.js'
import { withSamples } from './samples.js'
import { withWorkshop } from './workshop.js'

const FILES = ['catalog.json', 'src/generated/rows.ts', 'src/generated/kysely.ts']

function contractOf(directory: string, check = false) {
  return writeContract({ directory, check, serverUrl: inject('serverUrl') })
}

test('writes the contract, the types, and the build that embeds it', async () => {
  await withSamples({}, async (directory) => {
    const report = await contractOf(directory)

    expect(report).toMatchObject({ key: 'samples', schema: 'samples' })
    expect(report.written).toEqual([...FILES, 'migrations/ORDER', 'src/generated/migrations.ts'])
    expect(report.objects).toBe(report.contract.objects.length)
    const text = await readFile(join(directory, 'catalog.json'), 'utf8')
    expect(text).toBe(renderContract(report.contract))
    expect(JSON.parse(text)).toEqual(report.contract)
    expect(text.split('\n').filter((line) => line.includes('"kind":'))).toHaveLength(report.objects)
    expect(await readFile(join(directory, 'src/generated/migrations.ts'), 'utf8')).toContain('"kind":"table"')
  })
})

test('writes the same bytes again, and nothing the second time', async () => {
  await withSamples({}, async (directory) => {
    await contractOf(directory)
    const { mtimeMs } = await stat(join(directory, 'catalog.json'))

    expect((await contractOf(directory)).written).toEqual([])
    expect((await stat(join(directory, 'catalog.json'))).mtimeMs).toBe(mtimeMs)
    expect((await contractOf(directory, true)).written).toEqual([])
  })
})

test('is one contract on PostgreSQL 15 and 18', async () => {
  await withSamples({}, async (directory) => {
    await writeContract({ directory, major: 15 })

    expect((await writeContract({ directory, major: 18, check: true })).written).toEqual([])
  })
})

test('writes no types for a package without zod', async () => {
  await withWorkshop(async (directory) => {
    expect((await contractOf(directory)).written).toEqual([
      'catalog.json',
      'migrations/ORDER',
      'src/generated/migrations.ts',
    ])
  })
})

test('names what a role may do by its symbolic name', async () => {
  await withWorkshop(async (directory) => {
    const { contract } = await contractOf(directory)

    expect(contract.objects).toContainEqual({
      kind: 'policy',
      name: 'tool.reader_sees_free',
      parent: 'tool',
      facts: expect.objectContaining({ roles: ['workshop_reader'] }),
    })
  })
})

describe('with check', () => {
  test('names the first differences of each file and writes none of them', async () => {
    await withSamples({}, async (directory) => {
      await contractOf(directory)
      const before = await readFile(join(directory, 'catalog.json'), 'utf8')
      await writeFile(
        join(directory, 'migrations/002_colour.sql'),
        '--! irreversible: an example\nALTER TABLE samples.event ADD COLUMN colour text;\n',
      )

      await expect(contractOf(directory, true)).rejects.toMatchObject({
        code: 'CONTRACT_STALE',
        packageKey: 'samples',
        differences: {
          'catalog.json': ['Column `event.colour` is not expected, found one in the database.'],
          'src/generated/rows.ts': [expect.stringMatching(/^line \d+: found `.*`, expected ` {2}colour: z\.string/)],
          'src/generated/kysely.ts': [expect.stringMatching(/expected ` {2}colour: string \| null`$/)],
        },
      })
      expect(await readFile(join(directory, 'catalog.json'), 'utf8')).toBe(before)
    })
  })

  test('refuses an edited file, and one that is not there', async () => {
    await withSamples({}, async (directory) => {
      await contractOf(directory)
      await writeFile(join(directory, 'src/generated/kysely.ts'), '// mine\n')
      await expect(contractOf(directory, true)).rejects.toThrow(ContractStaleError)

      await contractOf(directory)
      await writeFile(join(directory, 'catalog.json'), '{ "format": 1, "schema": "samples", "objects": [] }')
      await expect(contractOf(directory, true)).rejects.toThrow(/and \d+ more/)
    })
  })

  test('minds no line ends', async () => {
    await withSamples({}, async (directory) => {
      await contractOf(directory)
      const file = join(directory, 'src/generated/rows.ts')
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'))

      expect((await contractOf(directory, true)).written).toEqual([])
    })
  })
})

test('applies what a package requires first, as it is compiled in the same run', async () => {
  await withSamples({}, (samples) =>
    withSamples({ files: A_BOX }, async (box) => {
      await expect(contractOf(box)).rejects.toMatchObject({ code: 'CONTRACT_REQUIREMENT', requirement: 'samples' })

      const reports = await writeContracts({ directories: [box, samples], serverUrl: inject('serverUrl') })

      expect(reports.map(({ key }) => key)).toEqual(['box', 'samples'])
      expect(await readFile(join(box, 'src/generated/rows.ts'), 'utf8')).toContain('mood: z.string().nullable()')
    }),
  )
})

/** A package that requires `samples`, of which it knows the name only. */
const A_BOX = {
  'src/schema.ts': `import { defineSchema } from '@schemata/contract'
import { migrations } from './generated/migrations.js'

const unbuilt = { format: 1, package: { name: '@example/samples', version: '1.0.0' }, steps: [], fixtures: [], contract: null }
const samples = defineSchema({ key: 'samples', schema: 'samples', migrations: unbuilt })

export const box = defineSchema({ key: 'box', schema: 'box', requires: [{ package: samples, range: '^1.0.0' }], migrations })
`,
  'migrations/001_samples.sql': `--! irreversible: an example
CREATE SCHEMA IF NOT EXISTS box;
CREATE TABLE box.thing (id bigint, mood samples.mood);
`,
}

test('says which step fails, and where, and writes nothing', async () => {
  await withSamples({ sql: 'ALTER TABLE samples.event ADD COLUMN id text;\n' }, async (directory) => {
    await expect(contractOf(directory)).rejects.toMatchObject({
      code: 'CONTRACT_NOT_APPLIED',
      place: { package: 'samples', file: 'migrations/001_samples.sql', line: expect.any(Number) },
      message: expect.stringContaining('already exists'),
    })
    await expect(stat(join(directory, 'catalog.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

test.each([
  [
    'an overload',
    `CREATE FUNCTION samples.twice(p_value text) RETURNS text LANGUAGE sql AS $$ SELECT p_value $$;`,
    { code: 'CONTRACT_OVERLOAD', signatures: ['`twice(bigint)`', '`twice(text)`'] },
  ],
  [
    'two objects of one name',
    'CREATE TABLE samples.old__sample (id bigint);',
    { code: 'CONTRACT_NAME', found: 'oldSampleRow' },
  ],
])('refuses %s, which could not be named', async (_what, sql, error) => {
  await withSamples({ sql }, async (directory) => {
    await expect(contractOf(directory)).rejects.toMatchObject(error)
  })
})

const TWICE = 'CREATE FUNCTION samples.twice(p_value text) RETURNS text LANGUAGE sql AS $$ SELECT p_value $$;'

function packageJson(overloads: unknown) {
  return JSON.stringify({
    name: '@example/samples',
    version: '1.0.0',
    type: 'module',
    peerDependencies: { zod: '^4' },
    schemata: { overloads },
  })
}

test('leaves out of the types what is overloaded on purpose, and keeps it in the contract', async () => {
  await withSamples({ sql: TWICE, files: { 'package.json': packageJson(['twice']) } }, async (directory) => {
    const { contract } = await contractOf(directory)

    const names = contract.objects.filter(({ kind }) => kind === 'function').map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['twice(bigint)', 'twice(text)']))
    const rows = await readFile(join(directory, 'src/generated/rows.ts'), 'utf8')
    expect(rows).toContain('findSampleArguments')
    expect(rows).not.toContain('twice')
  })
})

test.each([
  ['a name that one function has', ['twice'], { code: 'CONTRACT_NOT_OVERLOADED', found: 'twice' }],
  ['a name that none has', ['thrice'], { code: 'CONTRACT_NOT_OVERLOADED', found: 'thrice' }],
  ['what is no list', 'twice', { message: expect.stringContaining('`schemata.overloads`, which is no list of names') }],
])('refuses as overloaded on purpose %s', async (_what, overloads, error) => {
  await withSamples({ files: { 'package.json': packageJson(overloads) } }, async (directory) => {
    await expect(contractOf(directory)).rejects.toMatchObject(error)
  })
})

test('says what is there only with an optional extension', async () => {
  await withWorkshop(async (directory) => {
    const manifest = join(directory, 'src/schema.ts')
    const text = await readFile(manifest, 'utf8')
    await writeFile(
      manifest,
      text.replace('  migrations,', `  extensions: [{ name: 'pg_trgm', optional: true }],\n  migrations,`),
    )
    await writeFile(
      join(directory, 'migrations/003_search.sql'),
      `DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
          CREATE INDEX idx_tool_name ON workshop.tool USING gin (name public.gin_trgm_ops);
        END IF;
      END $$;\n`,
    )
    await writeFile(join(directory, 'migrations/down/003_search.sql'), 'DROP INDEX IF EXISTS workshop.idx_tool_name;\n')

    const { contract } = await writeContract({ directory, serverUrl: inject('serverUrl') })

    expect(contract.objects.filter(({ when }) => when !== undefined)).toEqual([
      {
        kind: 'index',
        name: 'idx_tool_name',
        parent: 'tool',
        facts: { definition: 'CREATE INDEX idx_tool_name ON workshop.tool USING gin (name gin_trgm_ops)' },
        when: 'extension pg_trgm',
      },
    ])
  })
})

test('refuses an optional extension that the server cannot try', async () => {
  await withWorkshop(async (directory) => {
    const manifest = join(directory, 'src/schema.ts')
    const text = await readFile(manifest, 'utf8')
    await writeFile(
      manifest,
      text.replace('  migrations,', `  extensions: [{ name: 'no_such_thing', optional: true }],\n  migrations,`),
    )

    await expect(writeContract({ directory, serverUrl: inject('serverUrl') })).rejects.toMatchObject({
      code: 'CONTRACT_EXTENSION',
      message: expect.stringContaining('no_such_thing'),
    })
  })
})
