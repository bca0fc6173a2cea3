import { lstat, readdir, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join, sep } from 'node:path'

import { isAlive, processSpace, startedAt } from './process-facts.js'
import { type Owner, SCRATCH_PREFIX, scratchPlaces } from './scratch-directory.js'
import { findPostmaster, stopPostmaster } from './stop-postmaster.js'

/** A directory without a legible owner may be one that is just being made. */
const UNOWNED_MS = 3_600_000

/**
 * Stops servers whose process was killed before it could, and deletes their directories.
 *
 * Only directories with our prefix that belong to this user are looked at. What has a
 * living owner stays; what was made in another container, where process numbers mean
 * something else, stays as long as a server answers there.
 *
 * @returns the directories that were deleted.
 */
export async function sweepOrphans(): Promise<string[]> {
  const swept: string[] = []
  for (const place of scratchPlaces()) {
    const names = await readdir(place).catch(() => [])
    for (const name of names.filter((entry) => entry.startsWith(SCRATCH_PREFIX))) {
      const directory = join(place, name)
      if (await sweep(directory).catch(() => false)) swept.push(directory)
    }
  }
  return swept
}

async function sweep(directory: string): Promise<boolean> {
  const found = await lstat(directory)
  const ours = process.getuid === undefined || found.uid === process.getuid()
  if (!found.isDirectory() || !ours) return false
  const age = Date.now() - found.mtimeMs
  const owner = await readOwner(directory)
  if (!(await isOrphaned(directory, owner, age))) return false
  if (owner && isServedFrom(directory, owner)) await stopPostmaster(owner.dataDir, { mode: 'immediate', seconds: 5 })
  await rm(directory, { recursive: true, force: true, maxRetries: 3 })
  return true
}

/** A caller's data directory may have a new owner by now; the socket tells whose server it is. */
function isServedFrom(directory: string, { dataDir }: Owner): boolean {
  const socketDirectory = findPostmaster(dataDir)?.socketDirectory ?? ''
  return [dataDir, socketDirectory].some((path) => path.startsWith(join(directory, sep)))
}

async function isOrphaned(directory: string, owner: Owner | undefined, age: number): Promise<boolean> {
  if (!owner) return age > UNOWNED_MS
  if (owner.processSpace === processSpace()) {
    return !isAlive(owner.pid) || startedAt(owner.pid) !== owner.startedAt
  }
  return age > UNOWNED_MS && !findPostmaster(owner.dataDir) && !(await anySocketAnswers(join(directory, 'run')))
}

/** A socket in a shared directory works from any container. */
async function anySocketAnswers(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch(() => [])
  const sockets = names.filter((name) => /^\.s\.PGSQL\.\d+$/.test(name))
  const answers = await Promise.all(sockets.map((name) => answersAt(join(directory, name))))
  return answers.includes(true)
}

function answersAt(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path, timeout: 1000 })
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle(true))
    // Full, slow or forbidden is not dead.
    socket.once('timeout', () => settle(true))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      settle(!['ENOENT', 'ECONNREFUSED'].includes(error.code ?? '')),
    )
  })
}

async function readOwner(directory: string): Promise<Owner | undefined> {
  const text = await readFile(join(directory, 'owner.json'), 'utf8').catch(() => '{}')
  const owner: Partial<Record<keyof Owner, unknown>> = JSON.parse(text)
  const { pid, startedAt, processSpace, dataDir } = owner
  return typeof pid === 'number' &&
    typeof startedAt === 'string' &&
    typeof processSpace === 'string' &&
    typeof dataDir === 'string'
    ? { pid, startedAt, processSpace, dataDir }
    : undefined
}
