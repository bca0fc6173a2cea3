import { readFile, writeFile } from 'node:fs/promises'

import { claimDirectory } from './claim-directory.js'
import { isInitialised } from './data-major.js'
import { type DevelopmentFiles, developmentFiles } from './development-files.js'
import type { ServerPlace } from './development-home.js'
import { ServerStartError } from './errors.js'
import { initialiseOnce } from './initialise-once.js'
import { launchPostmaster } from './launch-postmaster.js'
import type { Major } from './major.js'
import { makeDirectory } from './make-directory.js'
import { type Binaries, prepareBinaries } from './prepare-binaries.js'
import { HOST, type Server, superuserUrl } from './server.js'
import type { ServerSettings } from './server-arguments.js'
import { findPostmaster, stopPostmaster } from './stop-postmaster.js'
import { unprivilegedAccount } from './unprivileged-account.js'
import { waitUntil } from './wait-until.js'

export interface EnsureServerParameters extends ServerPlace {
  /** @default 18 */
  readonly major?: Major
  /** Used when the server has to be started. @default the last one if it is free, else any */
  readonly port?: number
  /** Used when the server has to be started. */
  readonly settings?: ServerSettings
}

/** A server that outlives the process that started it. */
export interface DevelopmentServer extends Server {
  readonly outcome: 'started' | 'reused'
  readonly logFile: string
}

/**
 * Makes sure that a development server runs: durable, in the background, its data and
 * log in `<directory>/<name>`, until {@link stopServer} or a restart of the machine.
 *
 * Called again, by any process, it gives the same server. Of processes that call it at
 * the same time one starts it: PostgreSQL's own lock on the data directory decides.
 *
 * @throws DataMajorError when the directory's data are of another major version; else as startServer.
 * @example
 * const server = await ensureServer({ directory: '.schemata' })
 * server.url // 'postgres://postgres@127.0.0.1:43117/postgres'
 */
export async function ensureServer(parameters: EnsureServerParameters): Promise<DevelopmentServer> {
  const { major = 18 } = parameters
  const account = await unprivilegedAccount()
  const files = await developmentFiles(parameters, account)
  const binaries = await prepareBinaries(major, account)
  await makeDirectory(files.home, account)
  if (!(await isInitialised(files.dataDir, major))) await initialiseOnce(binaries, files.dataDir)
  const running = await runningPort(files.dataDir)
  if (running !== undefined) return developmentServer(binaries, files, running, 'reused')
  try {
    const port = await start(binaries, files, parameters)
    return developmentServer(binaries, files, port, 'started')
  } catch (error) {
    if (!(error instanceof ServerStartError)) throw error
    const port = await runningPort(files.dataDir, { patient: true })
    if (port === undefined) throw error
    return developmentServer(binaries, files, port, 'reused')
  }
}

async function start(
  binaries: Binaries,
  { dataDir, logFile, portFile, socketDirectory }: DevelopmentFiles,
  { port, settings = {} }: EnsureServerParameters,
): Promise<number> {
  if (socketDirectory !== null) await claimDirectory(socketDirectory, binaries.account)
  const preferredPort = Number.parseInt(await readFile(portFile, 'utf8').catch(() => '0'), 10) || 0
  const launch = { dataDir, logFile, socketDirectory, port, preferredPort, durable: true, settings }
  const used = await launchPostmaster(binaries, launch)
  await writeFile(portFile, `${used}\n`)
  return used
}

/** The port of the server that runs on a data directory, once it is ready; `patient` also waits for one to appear. */
async function runningPort(dataDir: string, { patient = false } = {}): Promise<number | undefined> {
  if (patient) await waitUntil(() => findPostmaster(dataDir) !== undefined, { seconds: 2 })
  await waitUntil(() => findPostmaster(dataDir)?.ready ?? true, { seconds: 60 })
  const postmaster = findPostmaster(dataDir)
  return postmaster?.ready ? postmaster.port : undefined
}

function developmentServer(
  { major, version }: Binaries,
  { dataDir, logFile, socketDirectory }: DevelopmentFiles,
  port: number,
  outcome: 'started' | 'reused',
): DevelopmentServer {
  const stop = async () => {
    await stopPostmaster(dataDir, { mode: 'fast', seconds: 60 })
  }
  return { url: superuserUrl(port), host: HOST, port, major, version, dataDir, socketDirectory, logFile, outcome, stop }
}
