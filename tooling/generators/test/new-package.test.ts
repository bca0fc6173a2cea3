import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProvidedTestServer } from '@schemata/testing'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'

import { aWorkspace, dependenciesOf, npm, type Run, schemata, tool, type Workspace } from './a-workspace.js'

let workspace: Workspace

beforeEach(async () => {
  workspace = await aWorkspace()
})

afterEach(() => workspace.remove())

const FINE = expect.objectContaining({ exitCode: 0 })

describe('a new package in this workspace', () => {
  test('builds, lints, typechecks, passes its tests and packs untouched', async () => {
    const made = await schemata(['new', 'package', 'bird-house', '--json'], workspace.directory)
    const home = join(workspace.directory, 'packages/bird-house')
    await workspace.install(home)
    const server: ProvidedTestServer = inject('schemataTestServer')
    const inHome = (name: string, ...args: string[]): Promise<Run> => tool(name, args, home)

    expect(made).toEqual(FINE)
    // Its digests and its contract are those that the builds would write.
    expect(await schemata(['build', '--check'], home)).toEqual(FINE)
    expect(await schemata(['build'], home)).toEqual(FINE)
    expect(await schemata(['contract', '--check', '--server-url', server.url], home)).toEqual(FINE)
    expect(await inHome('tsup')).toEqual(FINE)
    expect(await inHome('tsc')).toEqual(FINE)
    expect(await inHome('biome', 'check', '--vcs-enabled=false', '.')).toEqual(FINE)
    const tests = await inHome('vitest', 'run')
    expect(tests).toEqual(FINE)
    expect(tests.said).toMatch(/Tests.*5 passed/)
    const packed = await npm(['pack', '--dry-run'], home)
    expect(packed).toEqual(FINE)
    for (const file of ['migrations/001_examples.sql', 'migrations/ORDER', 'catalog.json', 'dist/schema.cjs']) {
      expect(packed.said).toContain(file)
    }
  })

  test('asks for nothing but what this workspace has', async () => {
    await schemata(['new', 'package', 'bird-house'], workspace.directory)

    const wanted = await dependenciesOf(join(workspace.directory, 'packages/bird-house'))

    await expect(workspace.install(join(workspace.directory, 'packages/bird-house'))).resolves.toBeUndefined()
    expect(wanted).toContain('@schemata/testing')
    await Promise.all(
      wanted.map((name) => stat(join(workspace.directory, 'packages/bird-house/node_modules', name, 'package.json'))),
    )
  })
})

describe('a new package elsewhere', () => {
  test('brings its own configuration, builds, lints and typechecks', async () => {
    const alone = await aWorkspace({ ours: false })
    try {
      await schemata(['new', 'package', '@acme/bird-house'], alone.directory)
      const home = join(alone.directory, 'bird-house')
      await alone.install(home)

      expect(await schemata(['build', '--check'], home)).toEqual(FINE)
      expect(await schemata(['build'], home)).toEqual(FINE)
      expect(await tool('tsup', [], home)).toEqual(FINE)
      expect(await tool('tsc', [], home)).toEqual(FINE)
      expect(await tool('biome', ['check', '.'], home)).toEqual(FINE)
      expect(await readFile(join(home, 'README.md'), 'utf8')).toContain('npm install @acme/bird-house')
    } finally {
      await alone.remove()
    }
  })

  test('asks for versions that are there', async () => {
    const ranges = await rangesOf(
      new URL('../../../packages/cli/templates/standalone/package.json.template', import.meta.url),
    )
    const catalog = await readFile(new URL('../../../pnpm-workspace.yaml', import.meta.url), 'utf8')

    for (const [name, range] of Object.entries(ranges)) {
      const version = name.startsWith('@schemata/') ? await versionOf(name) : pinned(name, catalog)
      expect([name, range.replace(/^[~^]/, '')]).toEqual([name, version])
    }
  })
})

test.for(['Bird', 'bird_house', 'bird--house', '-bird', 'class', 'public', 'examples', 'pg-things', 'a/b', ''])(
  'refuses the name "%s"',
  async (name) => {
    const { exitCode, said } = await schemata(['new', 'package', '--', name], workspace.directory)

    expect({ exitCode, isSaid: said.includes('PACKAGE_NAME') }).toEqual({ exitCode: 2, isSaid: true })
    expect(await readdir(join(workspace.directory, 'packages'))).toEqual(['contract'])
  },
)

test('refuses a folder that exists, and leaves it as it is', async () => {
  const home = join(workspace.directory, 'packages/bird-house')
  await mkdir(home)

  const { exitCode, said } = await schemata(['new', 'package', 'bird-house'], workspace.directory)

  expect(exitCode).toBe(2)
  expect(said).toContain('DIRECTORY_TAKEN')
  expect(await readdir(home)).toEqual([])
})

async function rangesOf(file: URL): Promise<Readonly<Record<string, string>>> {
  const content: { dependencies: Record<string, string>; devDependencies: Record<string, string> } = JSON.parse(
    await readFile(file, 'utf8'),
  )
  return { ...content.dependencies, ...content.devDependencies }
}

async function versionOf(name: string): Promise<string> {
  const file = new URL(`../../../packages/${name.replace('@schemata/', '')}/package.json`, import.meta.url)
  const content: { version: string } = JSON.parse(await readFile(file, 'utf8'))
  return content.version
}

/** The version that the workspace's catalog pins. */
function pinned(name: string, catalog: string): string | undefined {
  const line = catalog.split('\n').find((text) => text.trim().replaceAll(/["']/g, '').startsWith(`${name}:`))
  return line?.split(':').at(-1)?.trim()
}
