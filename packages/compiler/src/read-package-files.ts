import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { PackageFiles } from './package-files.js'

/** Reads all that the compiler looks at: steps, downs, ORDER and fixtures. */
export async function readPackageFiles(directory: string): Promise<PackageFiles> {
  const folders = ['migrations', 'migrations/down', 'fixtures']
  const names = await Promise.all(folders.map((folder) => sqlPaths(directory, folder)))
  const entries = await Promise.all(
    [...names.flat(), 'migrations/ORDER'].map(
      async (path) => [path, await readIfThere(join(directory, path))] as const,
    ),
  )
  return Object.fromEntries(entries.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])))
}

/** The text of a file, or undefined when there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (isMissing(cause)) return undefined
    throw cause
  }
}

async function sqlPaths(directory: string, folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(join(directory, folder))
    return names.filter((name) => name.endsWith('.sql')).map((name) => `${folder}/${name}`)
  } catch (cause) {
    if (isMissing(cause)) return []
    throw cause
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}
