import { chown, mkdir, readdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

import { UnreachableDirectoryError } from './errors.js'
import { isReachable } from './is-reachable.js'
import { makeDirectory } from './make-directory.js'
import type { Account } from './unprivileged-account.js'

/**
 * Makes a directory that the account owns, private to it.
 *
 * One that is there already must be the account's; its owner and permissions, and
 * those of every directory above it, are not touched.
 *
 * @throws UnreachableDirectoryError when the account could not use it.
 */
export async function claimDirectory(directory: string, account: Account | null): Promise<void> {
  await makeDirectory(dirname(directory), account)
  if (account && !(await isReachable(dirname(directory), account))) {
    const reason = 'a directory above it is private'
    throw new UnreachableDirectoryError({ directory, account: account.name, reason })
  }
  const made = await mkdir(directory, { mode: 0o700, recursive: true })
  if (!account) return
  if (made !== undefined) return chown(directory, account.uid, account.gid)
  const { uid } = await stat(directory)
  if (uid === account.uid) return
  const entries = await readdir(directory)
  const reason = `it belongs to user ${uid}${entries.length > 0 ? ' and is not empty' : ''}`
  throw new UnreachableDirectoryError({ directory, account: account.name, reason })
}
