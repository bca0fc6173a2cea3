import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { fence } from '../build-queue/fence.js'
import { parseInput } from '../parse-input.js'
import { type BuildResult, buildResult } from './build-result.js'

export interface FindBuildResultParameters {
  buildId: string
  /** The fence of a run. @default the latest run that ended */
  attempt?: string
}

const findBuildResultParameters = z.object({ buildId: z.guid(), attempt: fence.optional() })

/**
 * Gives what came of a build, or of one run of it; `undefined` when nothing has yet.
 *
 * Only the latest result is looked at; `listBuildResults` has those of earlier runs.
 *
 * @throws InvalidInputError
 * @example
 * const result = await findBuildResult(pool, { buildId })
 */
export async function findBuildResult(
  db: Queryable,
  parameters: FindBuildResultParameters,
): Promise<BuildResult | undefined> {
  const { buildId, attempt } = parseInput('findBuildResult', findBuildResultParameters, parameters)
  const { rows } = await db.query(FIND_BUILD_RESULT, [buildId, attempt])
  return buildResult.optional().parse(rows[0])
}

const FIND_BUILD_RESULT = `
  SELECT id, build_queue_id, attempt::text AS attempt, success, exit_code, stdout_log, stderr_log, error_message,
    error_code, actual_duration_seconds::float8 AS actual_duration_seconds, peak_memory_mb,
    peak_cpu_percent::float8 AS peak_cpu_percent, disk_usage_mb, total_layers, cache_layers_used,
    new_layers_built, final_image_size_bytes::text AS final_image_size_bytes, image_digest, image_tags,
    pushed_to_registry, push_duration_seconds::float8 AS push_duration_seconds, build_cache_id, created_at
  FROM build_orchestrator.build_results
  WHERE build_queue_id = $1 AND ($2::bigint IS NULL OR attempt = $2)
`
