import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type BuildResult, buildResult } from './build-result.js'

export interface ListBuildResultsParameters {
  buildId: string
}

const listBuildResultsParameters = z.object({ buildId: z.guid() })

/**
 * Lists the results of every run of a build that ended, first run first.
 *
 * @throws InvalidInputError
 * @example
 * const attempts = await listBuildResults(pool, { buildId })
 */
export async function listBuildResults(db: Queryable, parameters: ListBuildResultsParameters): Promise<BuildResult[]> {
  const { buildId } = parseInput('listBuildResults', listBuildResultsParameters, parameters)
  const { rows } = await db.query(LIST_BUILD_RESULTS, [buildId])
  return z.array(buildResult).parse(rows)
}

const LIST_BUILD_RESULTS = `
  SELECT id, build_queue_id, attempt::text AS attempt, success, exit_code, stdout_log, stderr_log, error_message,
    error_code, actual_duration_seconds::float8 AS actual_duration_seconds, peak_memory_mb,
    peak_cpu_percent::float8 AS peak_cpu_percent, disk_usage_mb, total_layers, cache_layers_used,
    new_layers_built, final_image_size_bytes::text AS final_image_size_bytes, image_digest, image_tags,
    pushed_to_registry, push_duration_seconds::float8 AS push_duration_seconds, build_cache_id, created_at
  FROM (
    SELECT id, build_queue_id, attempt, success, exit_code, stdout_log, stderr_log, error_message, error_code,
      actual_duration_seconds, peak_memory_mb, peak_cpu_percent, disk_usage_mb, total_layers, cache_layers_used,
      new_layers_built, final_image_size_bytes, image_digest, image_tags, pushed_to_registry,
      push_duration_seconds, build_cache_id, created_at
    FROM build_orchestrator.build_results
    WHERE build_queue_id = $1
    UNION ALL
    SELECT id, build_queue_id, attempt, success, exit_code, stdout_log, stderr_log, error_message, error_code,
      actual_duration_seconds, peak_memory_mb, peak_cpu_percent, disk_usage_mb, total_layers, cache_layers_used,
      new_layers_built, final_image_size_bytes, image_digest, image_tags, pushed_to_registry,
      push_duration_seconds, build_cache_id, created_at
    FROM build_orchestrator.build_result_history
    WHERE build_queue_id = $1
  ) AS run
  ORDER BY run.attempt
`
