import { chmod, lstat, mkdir } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

import { UnreachableDirectoryError } from './errors.js'
import { isReachable } from './is-reachable.js'
import type { Account } from './unprivileged-account.js'

/**
 * Makes or finds a folder of our own for files worth keeping, which the account that
 * runs the server can reach.
 *
 * Root does not use his home: it is private.
 *
 * @throws UnreachableDirectoryError when there is no place for one.
 */
export async function cacheFolder(account: Account | null): Promise<string> {
  const candidates = account
    ? publicCaches()
    : [ownCache(), join(tmpdir(), `schemata-cache-${process.getuid?.() ?? 0}`)]
  for (const folder of candidates) {
    if (await claim(folder, account)) return folder
  }
  throw new UnreachableDirectoryError({
    directory: candidates.join(', '),
    account: account?.name ?? 'of this process',
    reason: 'none of them can be made',
  })
}

function publicCaches(): string[] {
  const system = process.platform === 'darwin' ? '/Library/Caches' : '/var/cache'
  return [join(system, 'schemata'), '/var/tmp/schemata-cache', '/tmp/schemata-cache']
}

function ownCache(): string {
  const fallback = process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache')
  return join(process.env.XDG_CACHE_HOME || fallback, 'schemata')
}

/** Programs are run from here, so a folder that somebody else made in a shared place is not taken. */
async function claim(folder: string, account: Account | null): Promise<boolean> {
  try {
    const made = await mkdir(folder, { recursive: true })
    if (made !== undefined) await chmod(folder, account ? 0o755 : 0o700)
    const found = await lstat(folder)
    const ours = process.getuid === undefined || found.uid === process.getuid()
    return found.isDirectory() && ours && (account === null || (await isReachable(folder, account)))
  } catch {
    return false
  }
}
