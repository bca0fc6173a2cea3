import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { ManifestUnreadableError } from './errors/package-errors.js'

/** What the compiler uses of a package.json. */
export interface PackageIdentity {
  readonly name: string
  readonly version: string
  /** Names of its peer dependencies. */
  readonly peers: readonly string[]
  /** Bare names of functions that are overloaded on purpose: `overloads` of its `schemata`. */
  readonly overloads: readonly string[]
}

/** Name, version and peers of the npm package in a folder. */
export async function readPackageJson(directory: string): Promise<PackageIdentity> {
  const file = join(directory, 'package.json')
  const content = await readJson(file)
  const { name, version, peerDependencies, schemata } = {
    name: undefined,
    version: undefined,
    peerDependencies: undefined,
    schemata: undefined,
    ...content,
  }
  if (typeof name === 'string' && typeof version === 'string') {
    return { name, version, peers: Object.keys(peerDependencies ?? {}), overloads: overloadsOf(file, schemata) }
  }
  throw new ManifestUnreadableError({ file, found: 'no name or no version', expected: 'both as strings' })
}

function overloadsOf(file: string, schemata: unknown): readonly string[] {
  const { overloads }: { overloads?: unknown } = { ...(typeof schemata === 'object' ? schemata : {}) }
  if (overloads === undefined) return []
  if (Array.isArray(overloads) && overloads.every((name) => typeof name === 'string')) return overloads
  throw new ManifestUnreadableError({
    file,
    found: '`schemata.overloads`, which is no list of names',
    expected: 'names of functions, without schema and arguments',
  })
}

async function readJson(file: string): Promise<object> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'))
    return typeof content === 'object' && content !== null ? content : {}
  } catch (cause) {
    throw new ManifestUnreadableError({
      file,
      found: 'no readable JSON',
      expected: "the package's package.json",
      cause,
    })
  }
}
