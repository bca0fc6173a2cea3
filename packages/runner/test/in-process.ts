import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { SchemaPackage } from '@schemata/contract'

import type { ApplyResult, RunnerEvent } from '../src/index.js'

/** A runner in a process of its own. */
export interface RunnerProcess {
  readonly child: ChildProcess
  /** Undefined when the process was killed before it could tell. */
  readonly result: Promise<ApplyResult | undefined>
}

/** Starts `apply` in a new process; the built package runs there. */
export function startRunner(
  url: string,
  packages: readonly SchemaPackage[],
  onEvent: (event: RunnerEvent) => void = () => {},
): RunnerProcess {
  const script = fileURLToPath(new URL('./run-in-process.mjs', import.meta.url))
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin?.end(JSON.stringify({ url, packages }))
  let text = ''
  let result: ApplyResult | undefined
  child.stdout?.on('data', (chunk) => {
    text += chunk
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = JSON.parse(text.slice(0, end))
      text = text.slice(end + 1)
      if (line.type === 'result') result = line.result
      else onEvent(line)
    }
  })
  return { child, result: new Promise((resolve) => child.on('close', () => resolve(result))) }
}
