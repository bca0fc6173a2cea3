import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Hold, hold } from './fence.js'

export interface HeartbeatBuildsParameters {
  /** All runs of the process, at once. */
  holds: readonly Hold[]
  /** From now, in milliseconds. @default 60000 */
  leaseMs?: number
}

export interface HeldBuild extends Hold {
  /** Somebody wants the run stopped: stop it, and report it with `finishBuilds` as cancelled. */
  cancelRequested: boolean
  timeoutAt: Date | null
}

const heartbeatBuildsParameters = z.object({
  holds: z.array(hold).max(10_000),
  leaseMs: z.int().positive().max(86_400_000).default(60_000),
})

const heldBuild = z
  .object({ build_id: z.guid(), fence: z.string(), cancel_requested: z.boolean(), timeout_at: z.date().nullable() })
  .transform(
    (row): HeldBuild => ({
      buildId: row.build_id,
      fence: row.fence,
      cancelRequested: row.cancel_requested,
      timeoutAt: row.timeout_at,
    }),
  )

/**
 * Extends the leases of the runs a process holds, and gives those it still holds.
 *
 * A run that is missing from the answer was taken away: stop it, its result is refused.
 * Call it three times a lease.
 *
 * @throws InvalidInputError
 * @example
 * const held = await heartbeatBuilds(pool, { holds: running.map(({ buildId, fence }) => ({ buildId, fence })) })
 */
export async function heartbeatBuilds(db: Queryable, parameters: HeartbeatBuildsParameters): Promise<HeldBuild[]> {
  const { holds, leaseMs } = parseInput('heartbeatBuilds', heartbeatBuildsParameters, parameters)
  const { rows } = await db.query(HEARTBEAT_BUILDS, [
    holds.map(({ buildId }) => buildId),
    holds.map((held) => held.fence),
    leaseMs,
  ])
  return z.array(heldBuild).parse(rows)
}

const HEARTBEAT_BUILDS = `
  SELECT build_id, fence::text AS fence, cancel_requested, timeout_at
  FROM build_orchestrator.heartbeat_builds($1::uuid[], $2::bigint[], $3::float8 * interval '1 ms')
`
