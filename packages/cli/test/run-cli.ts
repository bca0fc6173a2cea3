import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../bin/schemata.js', import.meta.url))

export interface RunOptions {
  readonly cwd: string
  /** Besides PATH and HOME; nothing else of the test's environment is passed on. */
  readonly env?: { readonly [name: string]: string }
  readonly onSpawn?: (child: ChildProcess) => void
  /** Called with everything that stderr and stdout have said so far. */
  readonly onOutput?: (said: string, child: ChildProcess) => void
}

export interface Run {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built command as a user would. */
export function runCli(args: readonly string[], { cwd, env = {}, onSpawn, onOutput }: RunOptions): Promise<Run> {
  const { PATH = '', HOME = '', TMPDIR } = process.env
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onSpawn?.(child)
  const said = { stdout: '', stderr: '' }
  const hear = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
    said[stream] += chunk.toString()
    onOutput?.(said.stdout + said.stderr, child)
  }
  child.stdout.on('data', hear('stdout'))
  child.stderr.on('data', hear('stderr'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, ...said }))
  })
}
