import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTarGzip } from 'nanotar'
import { test as base, expect } from 'vitest'

import { aProject, type Project } from './project.js'
import { type Run, runCli } from './run-cli.js'

const MANIFEST = `
import { defineSchema } from '@schemata/contract'
import { migrations } from './generated/migrations.js'
export const notes = defineSchema({ key: 'notes', schema: 'notes', migrations })
`

const TABLE = { kind: 'table', name: 'entries', facts: {} }
const ENTRY = { kind: 'column', name: 'entries.entry', parent: 'entries', facts: { type: 'text' } }
const AUTHOR = { kind: 'column', name: 'entries.author', parent: 'entries', facts: { type: 'text' } }

/** A workspace whose package was released as 1.0.0 into the folder `released`, and in git as the tag `v1`. */
const test = base.extend<{ workspace: Project; cli: (...args: string[]) => Promise<Run> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern.
  workspace: async ({}, use) => {
    const workspace = await aProject()
    await workspace.file('.gitignore', 'node_modules\n')
    for (const folder of ['packages/notes', 'released']) await writePackage(workspace, folder)
    await runCli(['build', 'packages/notes'], { cwd: workspace.directory })
    await workspace.file('released/migrations/ORDER', await readFile(order(workspace), 'utf8'))
    git(workspace, 'init', '--quiet')
    git(workspace, 'add', '.')
    git(workspace, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '--quiet', '-m', 'Release')
    git(workspace, 'tag', 'v1')
    await use(workspace)
    await workspace.remove()
  },
  cli: async ({ workspace }, use) => {
    await use((...args) => runCli(args, { cwd: workspace.directory }))
  },
})

async function writePackage(workspace: Project, folder: string): Promise<void> {
  await workspace.file(`${folder}/package.json`, packageJson('1.0.0'))
  await workspace.file(`${folder}/src/schema.ts`, MANIFEST)
  await workspace.file(`${folder}/catalog.json`, contract(TABLE, ENTRY))
  await workspace.file(
    `${folder}/migrations/001_notes.sql`,
    'CREATE SCHEMA IF NOT EXISTS notes;\nCREATE TABLE notes.entries (entry text);\n',
  )
  await workspace.file(`${folder}/migrations/down/001_notes.sql`, 'DROP TABLE notes.entries;\nDROP SCHEMA notes;\n')
}

function packageJson(version: string, peerDependencies: Record<string, string> = { pg: '>=8.11 <9' }): string {
  return JSON.stringify({ name: '@test/notes', version, type: 'module', peerDependencies })
}

function contract(...objects: object[]): string {
  return JSON.stringify({ format: 1, schema: 'notes', objects })
}

function order({ directory }: Project): string {
  return join(directory, 'packages/notes/migrations/ORDER')
}

function git({ directory }: Project, ...args: string[]): void {
  execFileSync('git', args, { cwd: directory })
}

async function addAuthor(workspace: Project): Promise<void> {
  await workspace.file(
    'packages/notes/migrations/002_author.sql',
    'ALTER TABLE notes.entries ADD COLUMN author text;\n',
  )
  await workspace.file(
    'packages/notes/migrations/down/002_author.sql',
    'ALTER TABLE notes.entries DROP COLUMN author;\n',
  )
  await workspace.file('packages/notes/catalog.json', contract(AUTHOR, ENTRY, TABLE))
  await runCli(['build', 'packages/notes'], { cwd: workspace.directory })
}

test('finds nothing where nothing changed', async ({ cli }) => {
  const { exitCode, stdout } = await cli('check', 'packages/notes', '--against', 'released')

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '@test/notes: nothing changed since 1.0.0.\n' })
})

test('refuses a release that claims less than it needs, and says what is needed', async ({ workspace, cli }) => {
  await addAuthor(workspace)

  const { exitCode, stdout } = await cli('check', 'packages/notes', '--against', 'released', '--json')

  expect(exitCode).toBe(7)
  expect(JSON.parse(stdout)).toEqual({
    package: '@test/notes',
    released: '1.0.0',
    claimed: 'none',
    required: 'minor',
    reasons: [
      { bump: 'minor', kind: 'column', object: 'entries.author', reason: 'Column `entries.author` is new.' },
      { bump: 'patch', kind: 'step', object: '002_author', reason: 'Step `002_author` is new.' },
    ],
    errors: [
      {
        code: 'BUMP_TOO_SMALL',
        message: 'notes needs minor after 1.0.0 and claims none. Column `entries.author` is new.',
        hint: "Add a changeset (`'@test/notes': minor`), or make it version 1.1.0.",
      },
    ],
  })
})

test.for([
  [
    'a changeset',
    (workspace: Project) => workspace.file('.changeset/some.md', "---\n'@test/notes': minor\n---\n\nAuthors.\n"),
  ],
  ['its version', (workspace: Project) => workspace.file('packages/notes/package.json', packageJson('1.1.0'))],
] as const)('lets pass what %s claims', async ([, claim], { workspace, cli }) => {
  await addAuthor(workspace)
  await claim(workspace)
  await runCli(['build', 'packages/notes'], { cwd: workspace.directory })

  const { exitCode, stdout } = await cli('check', 'packages/notes', '--against', 'released')

  expect(exitCode).toBe(0)
  expect(stdout).toBe(
    '@test/notes: needs minor after 1.0.0, claims minor, which is enough.\n' +
      '  minor  Column `entries.author` is new.\n  patch  Step `002_author` is new.\n',
  )
})

test('does not take a changeset of another package for a claim', async ({ workspace, cli }) => {
  await addAuthor(workspace)
  await workspace.file('.changeset/some.md', "---\n'@test/other': major\n'@test/notes': patch\n---\n\nAuthors.\n")

  const { exitCode, stdout } = await cli('check', 'packages/notes', '--against', 'released', '--json')

  expect({ exitCode, claimed: JSON.parse(stdout).claimed }).toEqual({ exitCode: 7, claimed: 'patch' })
})

test('compares with a tarball and with a git ref as with a directory', async ({ workspace, cli }) => {
  const files = ['package.json', 'catalog.json', 'migrations/ORDER']
  const entries = files.map(async (name) => {
    return { name: `package/${name}`, data: await readFile(join(workspace.directory, 'released', name), 'utf8') }
  })
  const tarball = join(workspace.directory, 'notes-1.0.0.tgz')
  await writeFile(tarball, await createTarGzip(await Promise.all(entries)))
  await workspace.file('packages/notes/catalog.json', contract(TABLE))
  await cli('build', 'packages/notes')

  const reports = await Promise.all(
    ['released', tarball, 'v1'].map((against) => cli('check', 'packages/notes', '--against', against, '--json')),
  )

  const [first, ...others] = reports.map(({ stdout }) => JSON.parse(stdout))
  expect(first.required).toBe('major')
  expect(others).toEqual([first, first])
})

test('counts a narrower peer as major', async ({ workspace, cli }) => {
  await workspace.file('packages/notes/package.json', packageJson('1.0.1', { pg: '>=8.20 <9' }))
  await cli('build', 'packages/notes')

  const { exitCode, stdout } = await cli('check', 'packages/notes', '--against', 'released', '--json')

  expect(exitCode).toBe(7)
  expect(JSON.parse(stdout)).toMatchObject({
    claimed: 'patch',
    reasons: [{ bump: 'major', reason: 'Peer `pg` may be less: >=8.20 <9, was >=8.11 <9.' }],
  })
})

test('does not count a peer that is optional', async ({ workspace, cli }) => {
  const { peerDependencies, ...rest } = JSON.parse(packageJson('1.0.0', { pg: '>=8.11 <9', kysely: '>=0.27 <1' }))
  const manifest = { ...rest, peerDependencies, peerDependenciesMeta: { kysely: { optional: true } } }
  await workspace.file('packages/notes/package.json', JSON.stringify(manifest))

  const { exitCode, stdout } = await cli('check', 'packages/notes', '--against', 'released', '--json')

  expect({ exitCode, required: JSON.parse(stdout).required }).toEqual({ exitCode: 0, required: 'none' })
})

test('refuses a released step that changed, whatever the version says, exit 5', async ({ workspace, cli }) => {
  await workspace.file('packages/notes/package.json', packageJson('2.0.0'))
  await workspace.file(
    'packages/notes/migrations/down/001_notes.sql',
    'DROP TABLE notes.entries;\n\nDROP SCHEMA notes;\n',
  )
  await cli('build', 'packages/notes')

  const { exitCode, stdout } = await cli('check', 'packages/notes', '--against', 'released', '--json')
  const { stdout: text } = await cli('check', 'packages/notes', '--against', 'released')

  expect(exitCode).toBe(5)
  expect(text).toBe('@test/notes: released steps were changed since 1.0.0.\n')
  expect(JSON.parse(stdout).errors).toEqual([
    expect.objectContaining({ code: 'RELEASED_STEP_CHANGED', package: 'notes', file: 'migrations/ORDER', line: 1 }),
  ])
})

test('refuses an ORDER that does not say what the files say, exit 5', async ({ workspace, cli }) => {
  await workspace.file(
    'packages/notes/migrations/down/001_notes.sql',
    'DROP TABLE notes.entries;\n\nDROP SCHEMA notes;\n',
  )

  const { exitCode, stderr } = await cli('check', 'packages/notes', '--against', 'released')

  expect(exitCode).toBe(5)
  expect(stderr).toContain('BUILD_STALE')
})

test.for([
  ['nowhere', 'USAGE', '`nowhere` is no directory, no file and no git ref.'],
  ['--upload-pack=touch', 'USAGE', 'is no directory'],
  ['packages', 'RELEASE_UNREADABLE', 'found no package.json'],
  ['released/catalog.json', 'RELEASE_UNREADABLE', 'found no '],
] as const)('says what is wrong with --against=%s, exit 2', async ([against, code, message], { cli }) => {
  const { exitCode, stdout } = await cli('check', 'packages/notes', `--against=${against}`, '--json')
  const { errors } = JSON.parse(stdout)

  expect(exitCode).toBe(2)
  expect(errors).toEqual([expect.objectContaining({ code, message: expect.stringContaining(message) })])
})
