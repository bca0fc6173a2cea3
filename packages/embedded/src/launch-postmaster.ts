import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync } from 'node:fs'
import { open } from 'node:fs/promises'

import { ServerStartError } from './errors.js'
import { freePort } from './free-port.js'
import { readPostmasterFile } from './postmaster-file.js'
import type { Binaries } from './prepare-binaries.js'
import { program } from './program.js'
import { programEnvironment } from './program-environment.js'
import { type ServerSettings, serverArguments } from './server-arguments.js'
import { waitUntil } from './wait-until.js'

export interface LaunchParameters {
  readonly dataDir: string
  readonly socketDirectory: string | null
  /** Everything the server prints is appended to it. */
  readonly logFile: string
  /** This port and no other. @default a free one */
  readonly port?: number
  /** Taken when it is free; ignored when `port` is given. */
  readonly preferredPort?: number
  readonly durable: boolean
  readonly settings: ServerSettings
}

/** A free port may be taken by somebody else before the server listens on it. */
const PORT_ATTEMPTS = 5
const START_SECONDS = 60

/**
 * Starts a server on a data directory and waits until it takes connections.
 *
 * The process is in a session of its own: Ctrl-C in a terminal does not reach it, and
 * it does not keep Node running.
 *
 * @returns the port.
 * @throws ServerStartError with the end of the log; also when another server has the directory.
 */
export async function launchPostmaster(binaries: Binaries, parameters: LaunchParameters): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = parameters.port ?? (await freePort(attempt === 1 ? parameters.preferredPort : 0))
    const output = await tryPort(binaries, parameters, port)
    if (output === undefined) return port
    const taken = output.includes('Address already in use')
    if (parameters.port === undefined && taken && attempt < PORT_ATTEMPTS) continue
    throw new ServerStartError({ what: `PostgreSQL ${binaries.version} did not start on port ${port}`, output })
  }
}

/** Undefined when the server is ready, else what it said before it ended. */
async function tryPort(binaries: Binaries, parameters: LaunchParameters, port: number): Promise<string | undefined> {
  const { dataDir, logFile } = parameters
  const log = openSync(logFile, 'a', 0o644)
  const logStart = fstatSync(log).size
  const args = serverArguments({ ...parameters, port })
  const child = spawn(program(binaries.folder, 'postgres'), args, {
    cwd: '/',
    env: programEnvironment(),
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
    ...(binaries.account && { uid: binaries.account.uid, gid: binaries.account.gid }),
  })
  closeSync(log)
  child.unref()
  const failure = watchForEnd(child)
  await waitUntil(() => failure.ended || isReady(dataDir, child.pid), { seconds: START_SECONDS })
  if (!failure.ended && isReady(dataDir, child.pid)) return undefined
  child.kill('SIGKILL')
  return failure.reason ?? (await readEnd(logFile, logStart))
}

function isReady(dataDir: string, pid: number | undefined): boolean {
  const file = readPostmasterFile(dataDir)
  return file?.ready === true && file.pid === pid
}

function watchForEnd(child: ChildProcess): { ended: boolean; reason?: string } {
  const state: { ended: boolean; reason?: string } = { ended: false }
  child.once('exit', () => {
    state.ended = true
  })
  child.once('error', (error) => {
    state.ended = true
    state.reason = error.message
  })
  return state
}

async function readEnd(file: string, start: number): Promise<string> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const from = Math.max(start, size - 4000)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(1, size - from)), 0, size - from, from)
    return buffer.subarray(0, bytesRead).toString()
  } finally {
    await handle.close()
  }
}
