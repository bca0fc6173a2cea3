import { access, chmod, constants, mkdtemp, rename, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { UnreachableDirectoryError } from './errors.js'
import { isReachable } from './is-reachable.js'
import { processSpace, startedAt } from './process-facts.js'
import type { Account } from './unprivileged-account.js'

/** Every directory of a server that ends with its owner begins with this. */
export const SCRATCH_PREFIX = 'schemata-pg-'

/** Which process a scratch directory belongs to; lies in it as `owner.json`. */
export interface Owner {
  readonly pid: number
  readonly startedAt: string
  readonly processSpace: string
  /** Outside of the scratch directory when the caller chose it. */
  readonly dataDir: string
}

/** A small cluster takes 40 MB, each database 8; below this a suite may run into the end of it. */
const ROOM = 1024 ** 3

/** Where scratch directories may lie, best first. Memory beats every disk: a clone there takes a tenth of the time. */
export function scratchPlaces(): string[] {
  const places = process.platform === 'linux' ? ['/dev/shm', tmpdir(), '/tmp', '/var/tmp'] : [tmpdir()]
  return [...new Set(places)]
}

/**
 * Makes a directory for one server that the account can reach.
 *
 * @throws UnreachableDirectoryError when there is no place for one.
 */
export async function makeScratchDirectory(account: Account | null): Promise<string> {
  for (const place of scratchPlaces()) {
    if (!(await isUsable(place, account))) continue
    const directory = await mkdtemp(join(place, SCRATCH_PREFIX))
    if (account) await chmod(directory, 0o755)
    return directory
  }
  throw new UnreachableDirectoryError({
    directory: scratchPlaces().join(', '),
    account: account?.name ?? 'of this process',
    reason: 'none of them can be written and reached',
  })
}

/** Records this process as the owner. Whoever reads the file finds all of it or nothing. */
export async function recordOwner(directory: string, dataDir: string): Promise<void> {
  const owner: Owner = {
    pid: process.pid,
    startedAt: startedAt(process.pid),
    processSpace: processSpace(),
    dataDir,
  }
  await writeFile(join(directory, 'owner.json.new'), JSON.stringify(owner))
  await rename(join(directory, 'owner.json.new'), join(directory, 'owner.json'))
}

async function isUsable(place: string, account: Account | null): Promise<boolean> {
  try {
    await access(place, constants.W_OK)
    if (account && !(await isReachable(place, account))) return false
    if (place !== '/dev/shm') return true
    const { bavail, bsize } = await statfs(place)
    return bavail * bsize >= ROOM
  } catch {
    return false
  }
}
