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

/** A workspace with one schema package, and the command in its root. */
const test = base.extend<{ workspace: Project; cli: (...args: string[]) => Promise<Run> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern.
  workspace: async ({}, use) => {
    const workspace = await aProject()
    await workspace.file('pnpm-workspace.yaml', 'packages: [packages/*]')
    await workspace.file(
      'packages/notes/package.json',
      '{ "name": "@test/notes", "version": "1.0.0", "type": "module" }',
    )
    await workspace.file('packages/notes/src/schema.ts', MANIFEST)
    await workspace.file(
      'packages/notes/migrations/001_notes.sql',
      'CREATE SCHEMA IF NOT EXISTS notes;\nCREATE TABLE notes.entries (entry text NOT NULL);\n',
    )
    await workspace.file(
      'packages/notes/migrations/down/001_notes.sql',
      'DROP TABLE notes.entries;\nDROP SCHEMA notes;\n',
    )
    await use(workspace)
    await workspace.remove()
  },
  cli: async ({ workspace }, use) => {
    await use((...args) => runCli(args, { cwd: workspace.directory }))
  },
})

test('builds a package and says what it wrote', async ({ workspace, cli }) => {
  const { exitCode, stdout } = await cli('build', 'packages/notes', '--json')

  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    key: 'notes',
    schema: 'notes',
    steps: 1,
    fixtures: 0,
    order: { added: ['001_notes'], changed: [] },
    written: ['migrations/ORDER', 'src/generated/migrations.ts'],
    errors: [],
  })
  expect(await readFile(join(workspace.directory, 'packages/notes/migrations/ORDER'), 'utf8')).toContain(
    '001_notes sha256:',
  )
})

test('builds the current directory', async ({ workspace }) => {
  const { exitCode, stdout } = await runCli(['build'], { cwd: join(workspace.directory, 'packages/notes') })

  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^notes: 1 step\n {2}new in ORDER: 001_notes\n {2}written: migrations\/ORDER\n/)
})

test('checks without writing: 0 when up to date, 5 when ORDER is not', async ({ workspace, cli }) => {
  await cli('build', 'packages/notes')
  const upToDate = await cli('build', 'packages/notes', '--check')
  const down = 'packages/notes/migrations/down/001_notes.sql'
  await workspace.file(down, 'DROP TABLE notes.entries;\n\nDROP SCHEMA notes;\n')

  const stale = await cli('build', 'packages/notes', '--check', '--json')

  expect(upToDate.exitCode).toBe(0)
  expect(stale.exitCode).toBe(5)
  expect(JSON.parse(stale.stdout).errors[0]).toMatchObject({ code: 'BUILD_STALE', file: 'migrations/ORDER' })
})

test('gives every problem its place, exit 7', async ({ workspace, cli }) => {
  await workspace.file('packages/notes/migrations/002_wrong.sql', 'BEGIN;\nCREATE TABLE more (entry text);\nCOMMIT;\n')
  await workspace.file('packages/notes/migrations/down/002_wrong.sql', 'DROP TABLE notes.more;\n')

  const { exitCode, stdout } = await cli('build', 'packages/notes', '--json')
  const { errors } = JSON.parse(stdout)

  expect(exitCode).toBe(7)
  expect(errors).toContainEqual(
    expect.objectContaining({
      code: 'BUILD_TRANSACTION_CONTROL',
      package: 'notes',
      file: 'migrations/002_wrong.sql',
      line: 1,
    }),
  )
  expect(errors).toContainEqual(expect.objectContaining({ code: 'BUILD_UNQUALIFIED_NAME', line: 2 }))
})

test.for(['packages/notes', 'notes', '@test/notes'])('adds a step to the package called %s', async (name, { cli }) => {
  await cli('build', 'packages/notes')

  const { exitCode, stdout } = await cli('new', 'step', name, 'tags')

  expect(exitCode).toBe(0)
  expect(stdout).toBe(
    'packages/notes/migrations/002_tags.sql\npackages/notes/migrations/down/002_tags.sql\npackages/notes/migrations/ORDER\n',
  )
})

test('takes a version for the step', async ({ cli }) => {
  const { stdout } = await cli('new', 'step', 'notes', 'tags', '--as', '010', '--json')

  expect(JSON.parse(stdout)).toEqual({
    files: [
      'packages/notes/migrations/010_tags.sql',
      'packages/notes/migrations/down/010_tags.sql',
      'packages/notes/migrations/ORDER',
    ],
    errors: [],
  })
})

test('suggests the nearest package, exit 2', async ({ cli }) => {
  const { exitCode, stderr } = await cli('new', 'step', 'note', 'tags')

  expect(exitCode).toBe(2)
  expect(stderr).toContain('Did you mean `notes`?')
})

test('refuses a name that is no name, exit 7', async ({ cli }) => {
  const { exitCode, stdout } = await cli('new', 'step', 'notes', 'add tags', '--json')

  expect(exitCode).toBe(7)
  expect(JSON.parse(stdout).errors).toEqual([expect.objectContaining({ code: 'BUILD_STEP_NAME' })])
})
