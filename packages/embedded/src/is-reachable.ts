import type { Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { Account } from './unprivileged-account.js'

/**
 * True when the account may pass through every directory on the way to the path and
 * read and enter (or execute) what is there. Decided by permission bits.
 */
export async function isReachable(path: string, account: Account): Promise<boolean> {
  try {
    let place = await realpath(path)
    if (!permits(await stat(place), account, 0o5)) return false
    while (place !== dirname(place)) {
      place = dirname(place)
      if (!permits(await stat(place), account, 0o1)) return false
    }
    return true
  } catch {
    return false
  }
}

/** `bits` as in one octal digit of a mode: 4 read, 2 write, 1 enter or execute. */
export function permits(
  { mode, uid, gid }: Pick<Stats, 'mode' | 'uid' | 'gid'>,
  account: Account,
  bits: number,
): boolean {
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
  return ((mode >> shift) & bits) === bits
}
