import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface TimedOutBuild {
  buildId: string
  customerId: string
  /** Who was building it. */
  workerId: string | null
}

const timedOutBuild = z
  .object({ build_id: z.guid(), customer_id: z.string(), worker_id: z.string().nullable() })
  .transform((row): TimedOutBuild => ({ buildId: row.build_id, customerId: row.customer_id, workerId: row.worker_id }))

/**
 * Ends every build that is past its deadline, and gives those it ended, longest overdue first.
 *
 * Each gets the status `timeout` and a failed result with the error code
 * `BUILD_TIMEOUT`. A build whose row is locked is left for the next call. Several
 * processes may call this at once: each build is given to one of them.
 *
 * @example
 * for (const { buildId } of await handleBuildTimeouts(pool)) await retryFailedBuild(pool, { buildId })
 */
export async function handleBuildTimeouts(db: Queryable): Promise<TimedOutBuild[]> {
  const { rows } = await db.query(HANDLE_BUILD_TIMEOUTS)
  return z.array(timedOutBuild).parse(rows)
}

const HANDLE_BUILD_TIMEOUTS = `
  SELECT build_id, customer_id, worker_id
  FROM build_orchestrator.handle_build_timeouts()
`
