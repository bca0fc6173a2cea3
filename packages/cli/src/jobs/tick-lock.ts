import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'

/** How far the clocks of two processes may be apart without both running one tick. */
export const CLOCK_TOLERANCE_MS = 30_000

/**
 * Takes one tick of a job for this process, in a transaction that holds nothing else.
 *
 * The lock stays until `release`, which must not come before the tick is
 * `CLOCK_TOLERANCE_MS` old: a process whose clock is behind still finds it taken.
 * Only simple queries without parameters are sent, so that no snapshot is held.
 *
 * @returns false when another process has the tick; the transaction is over then.
 */
export async function takeTick(client: PoolClient, job: string, tick: Date): Promise<boolean> {
  await client.query('BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0')
  const { rows } = await client.query<{ taken: boolean }>(
    `SELECT pg_catalog.pg_try_advisory_xact_lock(${lockKey(job, tick)}) AS taken`,
  )
  const taken = rows[0]?.taken ?? false
  if (!taken) await client.query('ROLLBACK')
  return taken
}

/** 64 bits of a digest, as the literal of a bigint. */
export function lockKey(job: string, tick: Date): string {
  const digest = createHash('sha256').update(`schemata job ${job} ${tick.toISOString()}`).digest()
  return `'${digest.readBigInt64BE()}'::bigint`
}
