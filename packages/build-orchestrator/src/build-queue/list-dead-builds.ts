import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Build, build } from './build.js'

export interface ListDeadBuildsParameters {
  /** @default every customer */
  customerId?: string
  /** 1 to 1000. @default 100 */
  limit?: number
}

const listDeadBuildsParameters = z.object({
  customerId: z.string().optional(),
  limit: z.int().min(1).max(1000).default(100),
})

/**
 * Lists builds that were given up, latest first: no retry was left, or the failure was permanent.
 *
 * Why stands in `deadReason`. `replayBuild` runs one again.
 *
 * @throws InvalidInputError
 * @example
 * for (const { id, deadReason } of await listDeadBuilds(pool)) console.log(id, deadReason)
 */
export async function listDeadBuilds(db: Queryable, parameters: ListDeadBuildsParameters = {}): Promise<Build[]> {
  const { customerId, limit } = parseInput('listDeadBuilds', listDeadBuildsParameters, parameters)
  const { rows } = await db.query(LIST_DEAD_BUILDS, [customerId, limit])
  return z.array(build).parse(rows)
}

const LIST_DEAD_BUILDS = `
  SELECT id, customer_id, manifest_path, manifest_hash, manifest_json, status, priority, queued_at, started_at,
    completed_at, timeout_at, progress_percent, current_step, total_steps, steps_completed, worker_id,
    worker_hostname, target_registry_id, architecture, build_args, estimated_duration_seconds, estimated_memory_mb,
    estimated_cpu_cores::float8 AS estimated_cpu_cores, max_duration_seconds, retry_count, max_retries,
    last_retry_at, created_at, updated_at, fence::text AS fence, lease_until, not_before, parked,
    cancel_requested_at, cancelled_by, cancel_reason, dead_at, dead_reason
  FROM build_orchestrator.build_queue
  WHERE dead_at IS NOT NULL AND ($1::text IS NULL OR customer_id = $1)
  ORDER BY dead_at DESC
  LIMIT $2
`
