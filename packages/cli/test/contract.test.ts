import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test as base, expect } from 'vitest'

import { aProject, type Project } from './project.js'
import { type Run, runCli } from './run-cli.js'

const MANIFEST = `
import { defineSchema } from '@schemata/contract'
import { migrations } from './generated/migrations.js'
export const notes = defineSchema({ key: 'notes', schema: 'notes', migrations })
`

/** A schema package, and the command beside its folder. */
const test = base.extend<{ workspace: Project; cli: (...args: string[]) => Promise<Run> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern.
  workspace: async ({}, use) => {
    const workspace = await aProject()
    const peers = '"peerDependencies": { "zod": "^4.0.0" }'
    await workspace.file(
      'notes/package.json',
      `{ "name": "@test/notes", "version": "1.0.0", "type": "module", ${peers} }`,
    )
    await workspace.file('notes/src/schema.ts', MANIFEST)
    await workspace.file(
      'notes/migrations/001_notes.sql',
      '--! irreversible: an example\nCREATE SCHEMA IF NOT EXISTS notes;\nCREATE TABLE notes.entries (entry text NOT NULL);\n',
    )
    await use(workspace)
    await workspace.remove()
  },
  cli: async ({ workspace }, use) => {
    await use((...args) => runCli(args, { cwd: workspace.directory }))
  },
})

test('writes the contract of a package and says what it wrote', async ({ workspace, cli }) => {
  const { exitCode, stdout } = await cli('contract', 'notes')

  expect(exitCode).toBe(0)
  expect(stdout).toBe(
    [
      'notes: 2 objects',
      '  written: notes/catalog.json',
      '  written: notes/src/generated/rows.ts',
      '  written: notes/src/generated/kysely.ts',
      '  written: notes/migrations/ORDER',
      '  written: notes/src/generated/migrations.ts',
      '',
    ].join('\n'),
  )
  expect(await readFile(join(workspace.directory, 'notes/src/generated/rows.ts'), 'utf8')).toContain('entriesRow')
})

test('checks without writing: 0 when up to date, 5 when it is not', async ({ workspace, cli }) => {
  await cli('contract', 'notes')
  const upToDate = await cli('contract', 'notes', '--check', '--major', '15', '--json')
  await workspace.file('notes/catalog.json', '{ "format": 1, "schema": "notes", "objects": [] }')

  const stale = await cli('contract', 'notes', '--check', '--json')

  expect(upToDate.exitCode).toBe(0)
  expect(JSON.parse(upToDate.stdout)).toEqual({
    packages: [{ key: 'notes', schema: 'notes', objects: 2, written: [] }],
    errors: [],
  })
  expect(stale.exitCode).toBe(5)
  expect(JSON.parse(stale.stdout)).toEqual({
    packages: [],
    errors: [expect.objectContaining({ code: 'CONTRACT_STALE', package: 'notes', file: 'catalog.json' })],
  })
})

test('says which step fails on an empty database, exit 7', async ({ workspace, cli }) => {
  await workspace.file(
    'notes/migrations/002_more.sql',
    '--! irreversible: an example\nALTER TABLE notes.entries ADD COLUMN entry text;\n',
  )

  const { exitCode, stdout } = await cli('contract', 'notes', '--json')

  expect(exitCode).toBe(7)
  expect(JSON.parse(stdout).errors).toEqual([
    expect.objectContaining({ code: 'CONTRACT_NOT_APPLIED', file: 'migrations/002_more.sql', line: 2 }),
  ])
})

test('refuses a major that cannot be started, exit 2', async ({ cli }) => {
  const { exitCode, stderr } = await cli('contract', 'notes', '--major', '9')

  expect(exitCode).toBe(2)
  expect(stderr).toContain('Write 15 or 18.')
})
