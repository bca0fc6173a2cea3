import { randomBytes } from 'node:crypto'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { claimDirectory } from './claim-directory.js'
import { initialiseData } from './initialise-data.js'
import { isErrno } from './is-errno.js'
import type { Binaries } from './prepare-binaries.js'

const ABANDONED_MS = 3_600_000

/**
 * Makes a durable data directory that appears under its name only when it is whole.
 *
 * Of several processes that make it at once, the first one's stays.
 */
export async function initialiseOnce(binaries: Binaries, dataDir: string): Promise<void> {
  await removeAbandoned(dataDir)
  const unfinished = `${dataDir}.${randomBytes(6).toString('hex')}`
  try {
    await claimDirectory(unfinished, binaries.account)
    await initialiseData(binaries, unfinished, { durable: true })
    await rename(unfinished, dataDir)
  } catch (error) {
    if (!isErrno(error, 'EEXIST', 'ENOTEMPTY', 'EPERM')) throw error
    if (await isMissing(dataDir)) throw error
  } finally {
    await rm(unfinished, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** What a process left behind that was killed while it was at it. */
async function removeAbandoned(dataDir: string): Promise<void> {
  const home = dirname(dataDir)
  const names = (await readdir(home)).filter((name) => name.startsWith(`${basename(dataDir)}.`))
  for (const name of names) {
    const path = join(home, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true })
  }
}

function isMissing(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error) => isErrno(error, 'ENOENT'),
  )
}
