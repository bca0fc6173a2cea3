import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

import { UnknownPackageError } from './errors.js'
import type { Shell } from './shell.js'

/** A package of the workspace. */
interface Found {
  readonly name: string
  readonly directory: string
}

/**
 * The directory of a package that was named: a directory itself, else the package of
 * this workspace whose npm name, its last part or whose folder is the one given.
 *
 * @throws UnknownPackageError
 */
export async function findPackageDirectory(named: string, { cwd }: Pick<Shell, 'cwd'>): Promise<string> {
  const directory = resolve(cwd, named)
  if (existsSync(join(directory, 'package.json'))) return directory
  const packages = await listPackages(workspaceRoot(cwd))
  const found = packages.find(({ name, directory }) => [name, unscoped(name), basename(directory)].includes(named))
  if (found) return found.directory
  const known = packages.map(({ name }) => (named.includes('/') ? name : unscoped(name)))
  throw new UnknownPackageError({ name: named, known, where: 'this workspace' })
}

function unscoped(name: string): string {
  return name.replace(/^@[^/]*\//, '')
}

/** The nearest directory above that holds a workspace or a repository, else this one. */
function workspaceRoot(start: string): string {
  for (let directory = start; directory !== dirname(directory); directory = dirname(directory)) {
    if (existsSync(join(directory, 'pnpm-workspace.yaml')) || existsSync(join(directory, '.git'))) return directory
  }
  return start
}

/** Schema packages up to two folders below the root: what has a package.json and migrations. */
async function listPackages(root: string): Promise<readonly Found[]> {
  const first = await listFolders(root)
  const second = (await Promise.all(first.map(listFolders))).flat()
  const packages = [root, ...first, ...second].filter((directory) => existsSync(join(directory, 'migrations')))
  return (await Promise.all(packages.map(readPackage))).flat()
}

async function listFolders(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => join(directory, entry.name))
}

async function readPackage(directory: string): Promise<Found[]> {
  const file = join(directory, 'package.json')
  if (!existsSync(file)) return []
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'))
  const name: unknown = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'name') : undefined
  return typeof name === 'string' ? [{ name, directory }] : []
}
