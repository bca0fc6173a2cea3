import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'

import { run } from '../src/run.js'
import type { Interrupts } from '../src/shell.js'
import { openTerminal } from '../src/terminal.js'

export interface RunOptions {
  readonly cwd: string
  /** All that the command sees; nothing of the test's environment is passed on. */
  readonly env?: { readonly [name: string]: string }
  /** Called with everything that stderr has said so far. */
  readonly onNote?: (said: string) => void
}

export interface Run {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs the command as `main` does, but in the test's own process; `spawnCli` is for what
 * only a process of its own shows: signals, streams, what is loaded, the file that npm links.
 */
export async function runCli(args: readonly string[], { cwd, env = {}, onNote }: RunOptions): Promise<Run> {
  forgetProjects()
  const stdout = new Listener()
  const stderr = new Listener(onNote)
  const terminal = openTerminal({ stdout, stderr, env })
  const exitCode = await run(args, { terminal, env, cwd, interrupts: UNINTERRUPTED })
  return { exitCode, stdout: stdout.heard, stderr: stderr.heard }
}

const UNINTERRUPTED: Interrupts = {
  listen: () => () => {},
  exit: (exitCode) => {
    throw new Error(`The process would have ended with ${exitCode}.`)
  },
}

/** A pipe, as far as the command can see. */
class Listener extends Writable {
  heard = ''
  readonly #onHeard: (heard: string) => void

  constructor(onHeard: (heard: string) => void = () => {}) {
    super()
    this.#onHeard = onHeard
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.heard += chunk.toString()
    this.#onHeard(this.heard)
    done()
  }
}

const { cache } = createRequire(import.meta.url)

/** A process of its own would read the configuration anew. */
function forgetProjects(): void {
  const projects = join(tmpdir(), 'schemata-cli-')
  for (const file of Object.keys(cache)) if (file.startsWith(projects)) delete cache[file]
}
