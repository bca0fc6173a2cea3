import type { Stack } from '@schemata/contract'
import { createRunner, fromPool, type ReportedError } from '@schemata/runner'
import pg from 'pg'

import { StackNotAppliedError } from './errors.js'

/**
 * Applies a stack to an empty database.
 *
 * @throws StackNotAppliedError with everything the runner reports.
 */
export async function applyStack(stack: Stack, url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  try {
    const { outcome, errors } = await createRunner({ stack, sessions: fromPool(pool) }).apply()
    if (outcome !== 'failed') return
    throw new StackNotAppliedError(reasonsOf(errors))
  } finally {
    await pool.end()
  }
}

/** What the runner reports, a line each, and the first hint. */
export function reasonsOf(errors: readonly ReportedError[]): { reasons: readonly string[]; hint?: string } {
  const hint = errors.find((error) => error.hint)?.hint
  return {
    reasons: errors.map(
      ({ code, message, file, line }) => `${code}: ${message}${file ? ` (${file}:${line ?? 1})` : ''}`,
    ),
    ...(hint === undefined ? {} : { hint }),
  }
}
