import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Build, build } from './build.js'
import { type BuildStatus, buildStatus } from './build-status.js'

export interface ListBuildsParameters {
  customerId: string
  /** @default every status */
  status?: BuildStatus
  /** Only builds queued before; the time of the last one listed gives the next page. @default now */
  before?: Date
  /** 1 to 1000. @default 100 */
  limit?: number
}

const listBuildsParameters = z.object({
  customerId: z.string(),
  status: buildStatus.optional(),
  before: z.date().optional(),
  limit: z.int().min(1).max(1000).default(100),
})

/**
 * Lists the builds of a customer, latest queued first.
 *
 * @throws InvalidInputError
 * @example
 * const failed = await listBuilds(pool, { customerId: 'acme', status: 'failed' })
 */
export async function listBuilds(db: Queryable, parameters: ListBuildsParameters): Promise<Build[]> {
  const { customerId, status, before, limit } = parseInput('listBuilds', listBuildsParameters, parameters)
  const { rows } = await db.query(LIST_BUILDS, [customerId, status, before, limit])
  return z.array(build).parse(rows)
}

const LIST_BUILDS = `
  SELECT id, customer_id, manifest_path, manifest_hash, manifest_json, status, priority, queued_at, started_at,
    completed_at, timeout_at, progress_percent, current_step, total_steps, steps_completed, worker_id,
    worker_hostname, target_registry_id, architecture, build_args, estimated_duration_seconds, estimated_memory_mb,
    estimated_cpu_cores::float8 AS estimated_cpu_cores, max_duration_seconds, retry_count, max_retries,
    last_retry_at, created_at, updated_at, fence::text AS fence, lease_until, not_before, parked,
    cancel_requested_at, cancelled_by, cancel_reason, dead_at, dead_reason
  FROM build_orchestrator.build_queue
  WHERE customer_id = $1
    AND ($2::text IS NULL OR status = $2)
    AND ($3::timestamptz IS NULL OR queued_at < $3)
  ORDER BY queued_at DESC
  LIMIT $4
`
