import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Build, build } from './build.js'

export interface FindBuildParameters {
  id: string
}

const findBuildParameters = z.object({ id: z.guid() })

/**
 * Gives a build, or `undefined` when there is none with this id.
 *
 * @throws InvalidInputError
 * @example
 * const build = await findBuild(pool, { id })
 */
export async function findBuild(db: Queryable, parameters: FindBuildParameters): Promise<Build | undefined> {
  const { id } = parseInput('findBuild', findBuildParameters, parameters)
  const { rows } = await db.query(FIND_BUILD, [id])
  return build.optional().parse(rows[0])
}

const FIND_BUILD = `
  SELECT id, customer_id, manifest_path, manifest_hash, manifest_json, status, priority, queued_at, started_at,
    completed_at, timeout_at, progress_percent, current_step, total_steps, steps_completed, worker_id,
    worker_hostname, target_registry_id, architecture, build_args, estimated_duration_seconds, estimated_memory_mb,
    estimated_cpu_cores::float8 AS estimated_cpu_cores, max_duration_seconds, retry_count, max_retries,
    last_retry_at, created_at, updated_at, fence::text AS fence, lease_until, not_before, parked,
    cancel_requested_at, cancelled_by, cancel_reason, dead_at, dead_reason
  FROM build_orchestrator.build_queue
  WHERE id = $1
`
