import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type BuildResult, buildResult } from './build-result.js'
import { type RunReport, runReport } from './run-report.js'

export interface FailBuildParameters extends RunReport {
  buildId: string
  /** Why, for people. */
  errorMessage: string
  /** Why, for programs: at most 50 characters. */
  errorCode?: string
}

const failBuildParameters = z.object({
  ...runReport,
  buildId: z.guid(),
  errorMessage: z.string().min(1),
  errorCode: z.string().min(1).max(50).optional(),
})

/**
 * Ends a build as failed and gives its result, or `undefined` when it was not being built.
 *
 * Status and result are written by one statement, both or neither. The duration is
 * counted by the clock of the database. The result of an earlier run gives way to
 * this one. Put the build back into the queue with `retryFailedBuild`.
 *
 * @throws InvalidInputError
 * @example
 * await failBuild(pool, { buildId, errorMessage: 'Base image not found', errorCode: 'BASE_IMAGE', exitCode: 1 })
 */
export async function failBuild(db: Queryable, parameters: FailBuildParameters): Promise<BuildResult | undefined> {
  const input = parseInput('failBuild', failBuildParameters, parameters)
  const { rows } = await db.query(FAIL_BUILD, [
    input.buildId,
    input.errorMessage,
    input.errorCode,
    input.exitCode,
    input.stdoutLog,
    input.stderrLog,
    input.peakMemoryMb,
    input.peakCpuPercent,
    input.diskUsageMb,
  ])
  return buildResult.optional().parse(rows[0])
}

const FAIL_BUILD = `
  WITH ended AS (
    UPDATE build_orchestrator.build_queue
    SET status = 'failed', completed_at = clock_timestamp()
    WHERE id = $1 AND status = 'building'
    RETURNING id, completed_at,
      least(greatest(extract(epoch FROM completed_at - coalesce(started_at, completed_at)), 0), 99999999) AS seconds
  )
  INSERT INTO build_orchestrator.build_results
    (build_queue_id, success, actual_duration_seconds, created_at, error_message, error_code, exit_code,
     stdout_log, stderr_log, peak_memory_mb, peak_cpu_percent, disk_usage_mb)
  SELECT ended.id, false, ended.seconds, ended.completed_at, $2, $3, $4, $5, $6, $7, $8, $9
  FROM ended
  ON CONFLICT (build_queue_id) DO UPDATE
  SET success                 = excluded.success,
      actual_duration_seconds = excluded.actual_duration_seconds,
      created_at              = excluded.created_at,
      exit_code               = excluded.exit_code,
      stdout_log              = excluded.stdout_log,
      stderr_log              = excluded.stderr_log,
      error_message           = excluded.error_message,
      error_code              = excluded.error_code,
      peak_memory_mb          = excluded.peak_memory_mb,
      peak_cpu_percent        = excluded.peak_cpu_percent,
      disk_usage_mb           = excluded.disk_usage_mb,
      total_layers            = excluded.total_layers,
      cache_layers_used       = excluded.cache_layers_used,
      new_layers_built        = excluded.new_layers_built,
      final_image_size_bytes  = excluded.final_image_size_bytes,
      image_digest            = excluded.image_digest,
      image_tags              = excluded.image_tags,
      pushed_to_registry      = excluded.pushed_to_registry,
      push_duration_seconds   = excluded.push_duration_seconds,
      build_cache_id          = excluded.build_cache_id
  RETURNING id, build_queue_id, success, exit_code, stdout_log, stderr_log, error_message, error_code,
    actual_duration_seconds::float8 AS actual_duration_seconds, peak_memory_mb,
    peak_cpu_percent::float8 AS peak_cpu_percent, disk_usage_mb, total_layers, cache_layers_used,
    new_layers_built, final_image_size_bytes::text AS final_image_size_bytes, image_digest, image_tags,
    pushed_to_registry, push_duration_seconds::float8 AS push_duration_seconds, created_at
`
