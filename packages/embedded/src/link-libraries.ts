import { readFile, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

import { isErrno } from './is-errno.js'

/**
 * Makes the links between library versions that the package lists in `pg-symlinks.json`;
 * npm packages cannot hold links themselves.
 *
 * Links that are there are left alone, so any number of processes may do this at once.
 * Rejects with EACCES or EROFS where the folder cannot be written.
 */
export async function linkLibraries(native: string): Promise<void> {
  for (const { source, target } of await listedLinks(native)) {
    await symlink(relative(dirname(target), source), join(native, relative('native', target))).catch(
      (error: unknown) => {
        if (!isErrno(error, 'EEXIST')) throw error
      },
    )
  }
}

/** Paths begin with the folder's name in the package, `native/`. */
async function listedLinks(native: string): Promise<{ source: string; target: string }[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const listed: unknown = JSON.parse(text)
  return Array.isArray(listed) ? listed.filter(isLink) : []
}

function isLink(entry: unknown): entry is { source: string; target: string } {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'source' in entry &&
    'target' in entry &&
    typeof entry.source === 'string' &&
    typeof entry.target === 'string'
  )
}
