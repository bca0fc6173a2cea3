import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { isErrno } from './is-errno.js'
import { isReachable } from './is-reachable.js'
import { linkLibraries } from './link-libraries.js'
import { mirrorFolder } from './mirror-folder.js'
import { program } from './program.js'
import type { Account } from './unprivileged-account.js'

export interface RunnableFolderParameters {
  /** Where npm put `bin`, `lib` and `share`. */
  readonly native: string
  readonly account: Account | null
  /** Finds the folder for a copy; asked only when one is needed. */
  readonly cache: () => Promise<string>
}

/**
 * Gives a folder whose programs the account can run: the installed one with its library
 * links made, or else a copy of it, made once.
 *
 * A copy is needed where the account cannot reach the installed folder, or the links
 * cannot be written there.
 */
export async function runnableFolder({ native, account, cache }: RunnableFolderParameters): Promise<string> {
  const inPlace = account === null || (await isReachable(program(native, 'postgres'), account))
  if (inPlace && (await tryLinking(native))) return native
  const copy = join(await cache(), `postgresql-${await packageVersion(native)}-${process.platform}-${process.arch}`)
  await mirrorFolder(native, copy)
  await linkLibraries(copy)
  return copy
}

async function tryLinking(native: string): Promise<boolean> {
  try {
    await linkLibraries(native)
    return true
  } catch (error) {
    if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) return false
    throw error
  }
}

async function packageVersion(native: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'))
  const named =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined
  return typeof named === 'string' ? named.replace(/[^\w.-]/g, '') : 'unknown'
}
