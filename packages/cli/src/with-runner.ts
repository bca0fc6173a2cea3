import { redactUrl, type Stack } from '@schemata/contract'
import type { Runner } from '@schemata/runner'

import { databaseUrl } from './database-url.js'
import { loadStack } from './load-stack.js'
import { openPool } from './open-pool.js'
import type { DatabaseOptions } from './options.js'
import type { Shell } from './shell.js'

/** What a verb of the runner works with. */
export interface RunnerContext {
  readonly runner: Runner
  readonly stack: Stack
  /** Its connection string, without the password. */
  readonly database: string
}

/** Loads the stack, connects, lends a runner to one piece of work and disconnects. */
export async function withRunner<T>(
  options: DatabaseOptions,
  shell: Shell,
  work: (context: RunnerContext) => Promise<T>,
): Promise<T> {
  const url = databaseUrl(options, shell)
  const { stack } = await loadStack(options, shell)
  return withRunnerAt(url, stack, work)
}

/** The same for a stack that is loaded and a database that is known. */
export async function withRunnerAt<T>(
  url: string,
  stack: Stack,
  work: (context: RunnerContext) => Promise<T>,
): Promise<T> {
  const { createRunner, fromPool } = await import('@schemata/runner')
  const pool = await openPool(url)
  try {
    return await work({ runner: createRunner({ stack, sessions: fromPool(pool) }), stack, database: redactUrl(url) })
  } finally {
    await pool.end()
  }
}
