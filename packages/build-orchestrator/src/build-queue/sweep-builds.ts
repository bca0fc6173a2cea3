import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface SweepBuildsParameters {
  /** At most so many lost runs a call, 1 to 10000. @default 500 */
  limit?: number
}

export interface SweptBuild {
  buildId: string
  customerId: string
  workerId: string | null
  /** What became of it; `queued` is another try. */
  status: 'queued' | 'timeout' | 'cancelled'
  /** The worker was silent for longer than its lease, or the run longer than allowed. */
  reason: 'lease' | 'deadline'
}

const sweepBuildsParameters = z.object({ limit: z.int().min(1).max(10_000).default(500) })

const sweptBuild = z
  .object({
    build_id: z.guid(),
    customer_id: z.string(),
    worker_id: z.string().nullable(),
    status: z.enum(['queued', 'timeout', 'cancelled']),
    reason: z.enum(['lease', 'deadline']),
  })
  .transform(
    (row): SweptBuild => ({
      buildId: row.build_id,
      customerId: row.customer_id,
      workerId: row.worker_id,
      status: row.status,
      reason: row.reason,
    }),
  )

/**
 * Ends runs past their lease or deadline, makes ready what is due, and gives the runs it ended.
 *
 * A build claimed with a lease goes back to the queue while it has retries; otherwise, and
 * when it was claimed without one, it gets the status `timeout` and a failed result. Any
 * number of processes may sweep at once, every few seconds: rows in use are passed over.
 *
 * @throws InvalidInputError
 * @example
 * setInterval(() => sweepBuilds(pool), 5000)
 */
export async function sweepBuilds(db: Queryable, parameters: SweepBuildsParameters = {}): Promise<SweptBuild[]> {
  const { limit } = parseInput('sweepBuilds', sweepBuildsParameters, parameters)
  const { rows } = await db.query(SWEEP_BUILDS, [limit])
  return z.array(sweptBuild).parse(rows)
}

const SWEEP_BUILDS = `
  SELECT build_id, customer_id, worker_id, status, reason
  FROM build_orchestrator.sweep_builds($1)
`
