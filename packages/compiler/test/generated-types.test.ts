import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import ts from 'typescript'
import { describe, expect, inject } from 'vitest'

import { writeContract } from '../src/index.js'
import { test } from './database.js'
import { SAMPLES_SQL, withSamples } from './samples.js'

type Resolution = 'nodenext' | 'bundler'

const STRICTEST: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  types: [],
  lib: ['lib.es2022.d.ts'],
  target: ts.ScriptTarget.ES2022,
  skipLibCheck: true,
}

const MODULES: { readonly [resolution in Resolution]: ts.CompilerOptions } = {
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
}

/** Files of installed packages, read once: they are most of each program and the same in all. */
const installed = new Map<string, ts.SourceFile | undefined>()

function hostFor(options: ts.CompilerOptions, resolution: Resolution): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (file, ...rest) => {
    if (!file.includes('/node_modules/')) return read(file, ...rest)
    const key = `${resolution} ${file}`
    if (!installed.has(key)) installed.set(key, read(file, ...rest))
    return installed.get(key)
  }
  return host
}

/** What the compiler says about files, strictest settings, as `file:line message`. */
function problemsIn(directory: string, files: readonly string[], resolution: Resolution) {
  const options = { ...STRICTEST, ...MODULES[resolution] }
  const rootNames = files.map((file) => join(directory, file))
  const program = ts.createProgram({ rootNames, options, host: hostFor(options, resolution) })
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1
    const where = file ? `${relative(directory, file.fileName)}:${line}` : 'options'
    return `${where} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
  })
}

const GENERATED = ['src/generated/rows.ts', 'src/generated/kysely.ts']

describe('the generated files compile', () => {
  test.for(['nodenext', 'bundler'] as const)('with %s', async (resolution) => {
    await withSamples({}, async (directory) => {
      await writeContract({ directory, serverUrl: inject('serverUrl') })

      expect(problemsIn(directory, GENERATED, resolution)).toEqual([])
    })
  })
})

/** Converters are declared where they are used, and unused ones are an error. */
test.for([
  ['nothing', ''],
  ['a view', 'CREATE VIEW samples.sums AS SELECT 1.5 AS amount, 2::bigint AS total;'],
  ['an enum', `CREATE TYPE samples.mood AS ENUM ('glad');`],
  ['a procedure', 'CREATE PROCEDURE samples.run(p_at date) LANGUAGE sql AS $$ SELECT 1 $$;'],
  ['a column named in mixed case', 'CREATE TABLE samples."Odd Table" ("Who?" text, "2nd" numeric NOT NULL);'],
  [
    'names that are words of the language',
    `CREATE TYPE samples.class AS ENUM ('a'); CREATE TABLE samples.date (a samples.class[]);`,
  ],
  ['a text of many lines', `CREATE TABLE samples.t (a text CHECK (a IN (E'one\\ntwo', 'it''s "\\')));`],
] as const)('the generated files compile for a schema that holds %s', async ([, sql]) => {
  const step = `--! irreversible: an example\nCREATE SCHEMA IF NOT EXISTS samples;\n${sql}\n`
  await withSamples({ files: { 'migrations/001_samples.sql': step } }, async (directory) => {
    await writeContract({ directory, serverUrl: inject('serverUrl') })

    expect(problemsIn(directory, GENERATED, 'nodenext')).toEqual([])
  })
})

/** Every `@ts-expect-error` is a promise: the compiler complains where it is not kept. */
const ROWS_IN_USE = `
import type { OldSampleRow, SampleInsert, SampleRow, SampleState, FindSampleArguments } from './generated/rows.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const yes = <T extends true>(value: T) => value

yes<Equal<SampleRow['big'], string>>(true)
yes<Equal<SampleRow['price'], number>>(true)
yes<Equal<SampleRow['exact'], string>>(true)
yes<Equal<SampleRow['day'], string>>(true)
yes<Equal<SampleRow['at'], Date>>(true)
yes<Equal<SampleRow['bytes'], Uint8Array>>(true)
yes<Equal<SampleRow['facts'], unknown>>(true)
yes<Equal<SampleRow['note'], string | null>>(true)
yes<Equal<SampleRow['moods'], ('glad' | 'it\\'s "so", so' | 'sad')[]>>(true)
yes<Equal<SampleState, 'new' | 'old'>>(true)
yes<Equal<OldSampleRow['id'], string | null>>(true)
yes<Equal<FindSampleArguments['p_state'], string | null | undefined>>(true)
yes<Equal<'id' extends keyof SampleInsert ? true : false, false>>(true)
yes<Equal<'doubled' extends keyof SampleInsert ? true : false, false>>(true)
yes<Equal<undefined extends SampleInsert['number'] ? true : false, true>>(true)
yes<Equal<undefined extends SampleInsert['big'] ? true : false, false>>(true)
`

const KYSELY_IN_USE = `
import type { Insertable, Kysely, Selectable, Updateable } from 'kysely'
import type { Database, SampleTable, Tables } from './generated/kysely.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const yes = <T extends true>(value: T) => value

yes<Equal<Selectable<SampleTable>['big'], string>>(true)
yes<Equal<Selectable<SampleTable>['exact'], string>>(true)
yes<Equal<Selectable<SampleTable>['id'], string>>(true)
yes<Equal<Selectable<SampleTable>['day'], Date>>(true)
yes<Equal<Selectable<SampleTable>['state'], 'new' | 'old'>>(true)
yes<Equal<'id' extends keyof Insertable<SampleTable> ? true : false, false>>(true)
yes<Equal<'doubled' extends keyof Updateable<SampleTable> ? true : false, false>>(true)
yes<Equal<undefined extends Insertable<SampleTable>['number'] ? true : false, true>>(true)

export async function use(db: Kysely<Database>, bare: Kysely<Tables>) {
  const event = await db.selectFrom('samples.event').select(['id', 'part']).executeTakeFirstOrThrow()
  yes<Equal<typeof event, { id: string; part: number }>>(true)
  await db
    .selectFrom('samples.sample as sample')
    .innerJoin('samples.old_sample as old', 'old.id', 'sample.id')
    .select(['sample.mood', 'old.state'])
    .execute()
  await db.insertInto('samples.event').values({ id: 1n, part: 2 }).execute()
  await bare.withSchema('tenant').updateTable('event').set({ part: 3 }).execute()
  await db.updateTable('samples.sample').set({ state: 'old', day: '2024-01-01' }).execute()

  // @ts-expect-error part is missing
  await db.insertInto('samples.event').values({ id: '1' }).execute()
  // @ts-expect-error a generated column is never written
  await db.updateTable('samples.sample').set({ doubled: 1 }).execute()
  // @ts-expect-error an identity that is always generated is never written
  await db.updateTable('samples.sample').set({ id: '1' }).execute()
  // @ts-expect-error a check allows other texts
  await db.updateTable('samples.sample').set({ state: 'other' }).execute()
  // @ts-expect-error nothing is inserted into a view
  await db.insertInto('samples.old_sample').values({ id: '1', state: 'new' }).execute()
  // @ts-expect-error nor updated in one
  await db.updateTable('samples.old_sample').set({ state: 'new' }).execute()
  // @ts-expect-error there is no such table
  await db.selectFrom('samples.evnt').selectAll().execute()
}
`

test('types rows, inserts and arguments as they are', async () => {
  await withSamples({}, async (directory) => {
    await writeContract({ directory, serverUrl: inject('serverUrl') })
    await writeFile(join(directory, 'src/rows-in-use.ts'), ROWS_IN_USE)

    expect(problemsIn(directory, ['src/rows-in-use.ts'], 'nodenext')).toEqual([])
  })
})

test('lets kysely refuse what is never written', async () => {
  await withSamples({}, async (directory) => {
    await writeContract({ directory, serverUrl: inject('serverUrl') })
    await writeFile(join(directory, 'src/kysely-in-use.ts'), KYSELY_IN_USE)

    expect(problemsIn(directory, ['src/kysely-in-use.ts'], 'nodenext')).toEqual([])
  })
})

test('names tables as kysely finds them', async ({ db }) => {
  await db.query(SAMPLES_SQL)
  const { host, port, user = '', database = '' } = db
  const pool = new Pool({ host, port, user, database, max: 1 })
  const kysely = new Kysely<{ 'samples.event': { id: string; part: number } }>({
    dialect: new PostgresDialect({ pool }),
  })

  await kysely.insertInto('samples.event').values({ id: '5', part: 1 }).execute()

  expect(await kysely.selectFrom('samples.event').selectAll().execute()).toEqual([{ id: '5', part: 1 }])
  await kysely.destroy()
})
