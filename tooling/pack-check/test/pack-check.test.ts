import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { checkShape } from '../src/check-shape.js'
import { findPackages } from '../src/find-packages.js'
import { pack } from '../src/pack.js'
import { checkFiles, useEntries } from '../src/use.js'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'schemata-pack-check-'))
})

afterEach(() => rm(root, { recursive: true, force: true }))

const EXPORTS = {
  '.': {
    import: { types: './dist/index.d.ts', default: './dist/index.js' },
    require: { types: './dist/index.d.cts', default: './dist/index.cjs' },
  },
  './package.json': './package.json',
}

/** A package in `packages/birds` with files of its own; a text replaces one, null leaves it out. */
async function aPackage(files: Record<string, string | null> = {}, manifest: object = {}) {
  const all: Record<string, string | null> = {
    'package.json': JSON.stringify({
      ...{ name: '@test/birds', version: '1.0.0', license: 'MIT', type: 'module' },
      ...{ exports: EXPORTS, files: ['dist', 'migrations', 'catalog.json'] },
      ...manifest,
    }),
    'dist/index.js': 'export const bird = 1\n',
    'dist/index.d.ts': 'export declare const bird: number\n',
    'dist/index.cjs': 'exports.bird = 1\n',
    'dist/index.d.cts': 'export declare const bird: number\n',
    ...files,
  }
  for (const [path, text] of Object.entries(all)) {
    if (text === null) continue
    const file = join(root, 'packages/birds', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  return firstPackage()
}

async function firstPackage() {
  const [found] = await findPackages(root)
  if (!found) throw new Error('There is no package that is published.')
  return found
}

type Found = Awaited<ReturnType<typeof aPackage>>

async function shapeOf(found: Found) {
  return checkShape(found, await pack(found, root))
}

/** The package as if it were installed. */
async function installed(found: Found) {
  const project = join(root, 'project')
  await mkdir(join(project, 'node_modules/@test'), { recursive: true })
  await symlink(found.directory, join(project, 'node_modules/@test/birds'))
  return project
}

test('has nothing to say about a package that is fine', async () => {
  const found = await aPackage()

  expect(await shapeOf(found)).toEqual([])
  expect(await useEntries([found], await installed(found))).toEqual([])
})

test('leaves private packages out', async () => {
  await expect(aPackage({}, { private: true })).rejects.toThrow('There is no package')
})

test('finds an entry that was not packed', async () => {
  const problems = await shapeOf(await aPackage({ 'dist/index.cjs': null }))

  expect(problems.join('\n')).toContain('./dist/index.cjs but the file does not exist')
})

test('finds types that say ESM where CommonJS is loaded', async () => {
  const { '.': entry } = EXPORTS
  const wrong = { '.': { ...entry, require: { ...entry.require, types: './dist/index.d.ts' } } }

  const problems = await shapeOf(await aPackage({}, { exports: wrong }))

  expect(problems.join('\n')).toMatch(/types: [\s\S]*Masquerading as ESM/)
})

test('finds an entry that cannot be loaded in one of the formats', async () => {
  const found = await aPackage({ 'dist/index.cjs': "require('not-there')\n" })

  expect(await useEntries([found], await installed(found))).toEqual([
    { name: '@test/birds', problem: expect.stringMatching(/^require: Error: Cannot find module 'not-there'/) },
  ])
})

test('finds a schema object that exists once per entry', async () => {
  const object = 'export const birds = { key: "birds", migrations: {} }\n'
  const exports = { '.': { import: './dist/index.js' }, './schema': { import: './dist/schema.js' } }
  const found = await aPackage({ 'dist/index.js': object, 'dist/schema.js': object }, { exports })

  expect(await useEntries([found], await installed(found))).toEqual([
    { name: '@test/birds', problem: 'import: Error: birds exists twice' },
  ])
})

test('finds a step without its SQL and a contract that was not packed', async () => {
  const exports = { './schema': './dist/index.js' }
  const order = `001_birds sha256:${'a'.repeat(64)} -\n`
  const found = await aPackage({ 'migrations/ORDER': order }, { exports })

  expect(await checkFiles(found, await installed(found))).toEqual([
    'files: migrations/001_birds.sql is missing',
    'files: catalog.json is missing',
  ])
})
