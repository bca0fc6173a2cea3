import { rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { claimDirectory } from './claim-directory.js'
import { isInitialised } from './data-major.js'
import { initialiseData } from './initialise-data.js'
import { launchPostmaster } from './launch-postmaster.js'
import type { Major } from './major.js'
import { type Binaries, prepareBinaries } from './prepare-binaries.js'
import { makeScratchDirectory, recordOwner } from './scratch-directory.js'
import { HOST, type Server, superuserUrl } from './server.js'
import type { ServerSettings } from './server-arguments.js'
import { socketDirectoryIn } from './socket-directory.js'
import { findPostmaster, type StopMode, stopPostmaster, stopPostmasterNow } from './stop-postmaster.js'
import { sweepOrphans } from './sweep-orphans.js'
import { unprivilegedAccount } from './unprivileged-account.js'
import { watchOwner } from './watch-owner.js'

export interface StartServerParameters {
  /** @default 18 */
  readonly major?: Major
  /**
   * Kept when the server stops, and used again when it holds a cluster already.
   * @default a directory of its own in memory (or for temporary files), deleted on stop
   */
  readonly dataDir?: string
  /** @default a free one */
  readonly port?: number
  /** Whether a commit survives a power cut. @default false */
  readonly durable?: boolean
  readonly settings?: ServerSettings
}

/**
 * Starts a PostgreSQL that ends with this process, on 127.0.0.1 and a free port.
 *
 * It is stopped, and its data deleted, by `stop()`, at the end of the process, or when
 * the process is killed; it does not keep the process running. What an earlier crash of
 * the machine's processes left behind is swept first. Any number may run side by side.
 * As root the server runs as `postgres` or `nobody`.
 *
 * @throws ServerStartError, UnsupportedPlatformError, MissingBinariesError,
 *   NoUnprivilegedAccountError, UnreachableDirectoryError, DataMajorError
 * @example
 * const server = await startServer({ major: 15 })
 * const pool = new Pool({ connectionString: server.url })
 * …
 * await server.stop()
 */
export async function startServer(parameters: StartServerParameters = {}): Promise<Server> {
  const { major = 18, durable = false } = parameters
  const account = await unprivilegedAccount()
  const [binaries] = await Promise.all([prepareBinaries(major, account), sweepOrphans()])
  const scratch = await makeScratchDirectory(account)
  const dataDir = parameters.dataDir === undefined ? join(scratch, 'data') : resolve(parameters.dataDir)
  const socketDirectory = socketDirectoryIn(scratch)
  const mode: StopMode = durable || parameters.dataDir !== undefined ? 'fast' : 'immediate'
  try {
    await recordOwner(scratch, dataDir)
    await claimDirectory(dataDir, account)
    if (socketDirectory !== null) await claimDirectory(socketDirectory, account)
    if (!(await isInitialised(dataDir, major))) await initialiseData(binaries, dataDir, { durable })
    const logFile = join(scratch, 'server.log')
    const { port, settings = {} } = parameters
    const used = await launchPostmaster(binaries, { dataDir, socketDirectory, logFile, port, durable, settings })
    return ownedServer({ binaries, dataDir, socketDirectory, scratch, mode, port: used })
  } catch (error) {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
    throw error
  }
}

interface OwnedServerParameters {
  readonly binaries: Binaries
  readonly dataDir: string
  readonly socketDirectory: string | null
  readonly scratch: string
  readonly mode: StopMode
  readonly port: number
}

function ownedServer({ binaries, dataDir, socketDirectory, scratch, mode, port }: OwnedServerParameters): Server {
  const pid = findPostmaster(dataDir)?.pid
  const callOff = pid === undefined ? () => {} : watchOwner({ pid, dataDir, scratch, mode })
  const atExit = () => {
    stopPostmasterNow(dataDir, mode)
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })
  }
  const stop = async () => {
    await stopPostmaster(dataDir, { mode, seconds: mode === 'fast' ? 60 : 5 })
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
    callOff()
    process.off('exit', atExit)
  }
  process.once('exit', atExit)
  let stopping: Promise<void> | undefined
  return {
    url: superuserUrl(port),
    host: HOST,
    port,
    major: binaries.major,
    version: binaries.version,
    dataDir,
    socketDirectory,
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}
