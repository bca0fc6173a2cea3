import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import type { Run, RunOptions } from './run-cli.js'

const BIN = fileURLToPath(new URL('../bin/schemata.js', import.meta.url))

export interface SpawnOptions extends Omit<RunOptions, 'onNote'> {
  readonly onSpawn?: (child: ChildProcess) => void
  /** Called with everything that stderr and stdout have said so far. */
  readonly onOutput?: (said: string, child: ChildProcess) => void
}

/** Runs the built command as a user would; besides `env` it sees PATH, HOME and TMPDIR. */
export function spawnCli(args: readonly string[], { cwd, env = {}, onSpawn, onOutput }: SpawnOptions): Promise<Run> {
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
