import { readFile } from 'node:fs/promises'

import { NoUnprivilegedAccountError } from './errors.js'

/** Who runs PostgreSQL in root's place. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * The account that runs the server: null for a normal user, who runs it himself;
 * `postgres` or else `nobody` for root. No account is created or changed.
 *
 * @throws NoUnprivilegedAccountError when root finds neither.
 */
export async function unprivilegedAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  const account = findAccount(await readFile('/etc/passwd', 'utf8').catch(() => ''))
  if (!account) throw new NoUnprivilegedAccountError()
  return account
}

/** The first of `postgres` and `nobody` in the text of a passwd file that is not root under another name. */
export function findAccount(passwd: string): Account | undefined {
  const accounts = passwd.split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((fields) => fields[0] === name) ?? []
    // macOS writes nobody's -2 for what the kernel counts as 4294967294.
    if (uid !== undefined && gid !== undefined && Number(uid) !== 0) {
      return { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }
    }
  }
  return undefined
}
