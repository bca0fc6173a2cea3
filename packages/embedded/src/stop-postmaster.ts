import { ServerStopError } from './errors.js'
import { isErrno } from './is-errno.js'
import { type PostmasterFile, readPostmasterFile } from './postmaster-file.js'
import { isAlive, isServerOf } from './process-facts.js'
import { blockUntil, waitUntil } from './wait-until.js'

/** `fast` ends sessions and writes everything down; `immediate` does not, and suits data that is thrown away. */
export type StopMode = 'fast' | 'immediate'

/**
 * The process that serves a data directory, or undefined when none does.
 *
 * A file left behind by a crash may hold the number of some other process by now,
 * so its command line is looked at as well.
 */
export function findPostmaster(dataDir: string): PostmasterFile | undefined {
  const file = readPostmasterFile(dataDir)
  return file && isServerOf(file.pid, dataDir) ? file : undefined
}

/**
 * Stops the server of a data directory and waits until it is gone.
 *
 * An immediate stop that takes longer than its time is finished by force.
 *
 * @returns false when none was running.
 * @throws ServerStopError when a fast stop is not done in time.
 */
export async function stopPostmaster(
  dataDir: string,
  { mode, seconds }: { mode: StopMode; seconds: number },
): Promise<boolean> {
  const postmaster = findPostmaster(dataDir)
  if (!postmaster) return false
  const { pid } = postmaster
  signal(pid, mode)
  if (await waitUntil(() => !isAlive(pid), { seconds })) return true
  if (mode === 'fast') throw new ServerStopError({ pid, dataDir, seconds })
  process.kill(pid, 'SIGKILL')
  await waitUntil(() => !isAlive(pid), { seconds })
  return true
}

/** Stops at once, for the end of the process. */
export function stopPostmasterNow(dataDir: string, mode: StopMode): void {
  const postmaster = findPostmaster(dataDir)
  if (!postmaster) return
  const { pid } = postmaster
  signal(pid, mode)
  // An ended child counts as alive on macOS until Node has reaped it; its file is gone by then.
  blockUntil(() => readPostmasterFile(dataDir) === undefined || !isAlive(pid), { seconds: mode === 'fast' ? 10 : 2 })
}

/** Windows knows no signals: there both modes end the process, and PostgreSQL recovers at its next start. */
function signal(pid: number, mode: StopMode): void {
  try {
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
  } catch (error) {
    // It may have ended on its own in this very moment.
    if (!isErrno(error, 'ESRCH')) throw error
  }
}
