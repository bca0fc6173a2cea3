import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SchemaPackage } from '@schemata/contract'

import { FolderNotFoundError } from '../errors.js'

/** The folder of a package, as it lies on the disk of whoever develops it. */
export interface PackageFolder {
  readonly directory: string
  readonly packageJson: PackageJson
  /** The file's text, undefined where there is none; paths are relative to the folder. */
  read(path: string): Promise<string | undefined>
  has(path: string): boolean
}

/** What is asked of package.json. */
export interface PackageJson {
  readonly files: readonly string[] | undefined
  readonly peerDependencies: { readonly [name: string]: string }
}

/**
 * Finds the folder of a package: the given one, or the nearest one above the file that
 * called `defineSchema` whose package.json has the package's name.
 *
 * @throws FolderNotFoundError where neither has it.
 */
export async function packageFolder(
  { migrations, origin }: SchemaPackage,
  given: string | undefined,
): Promise<PackageFolder> {
  const { name } = migrations.package
  let directory = given ?? dirname(origin)
  for (;;) {
    const json = await readIfThere(join(directory, 'package.json'))
    const packageJson = json === undefined ? undefined : parsePackageJson(json, name)
    if (packageJson) return folderAt(directory, packageJson)
    const parent = dirname(directory)
    if (given !== undefined || parent === directory) throw new FolderNotFoundError({ name, directory: given ?? origin })
    directory = parent
  }
}

function folderAt(directory: string, packageJson: PackageJson): PackageFolder {
  return {
    directory,
    packageJson,
    read: (path) => readIfThere(join(directory, path)),
    has: (path) => existsSync(join(directory, path)),
  }
}

/** Undefined for the package.json of another package. */
function parsePackageJson(json: string, name: string): PackageJson | undefined {
  const parsed: unknown = JSON.parse(json)
  if (!isRecord(parsed) || parsed.name !== name) return undefined
  const peers = isRecord(parsed.peerDependencies) ? parsed.peerDependencies : {}
  return {
    files: Array.isArray(parsed.files) ? parsed.files.map(String) : undefined,
    peerDependencies: Object.fromEntries(Object.entries(peers).map(([peer, range]) => [peer, String(range)])),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function readIfThere(path: string): Promise<string | undefined> {
  return existsSync(path) ? readFile(path, 'utf8') : undefined
}
