import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type BuildResult, buildResult } from './build-result.js'
import { type RunReport, runReport } from './run-report.js'

export interface CompleteBuildParameters extends RunReport {
  buildId: string
  totalLayers?: number
  cacheLayersUsed?: number
  newLayersBuilt?: number
  /** A 64-bit number; as text where it may exceed what a number holds. */
  finalImageSizeBytes?: number | bigint | string
  /** `sha256:` and 64 lower-case hex digits. */
  imageDigest?: string
  /** @default none */
  imageTags?: string[]
  /** @default false */
  pushedToRegistry?: boolean
  pushDurationSeconds?: number
}

const completeBuildParameters = z.object({
  ...runReport,
  buildId: z.guid(),
  totalLayers: z.int32().nonnegative().optional(),
  cacheLayersUsed: z.int32().nonnegative().optional(),
  newLayersBuilt: z.int32().nonnegative().optional(),
  finalImageSizeBytes: z
    .union([z.int().nonnegative(), z.bigint().nonnegative(), z.string().regex(/^\d{1,18}$/, 'expected digits')])
    .transform(String)
    .optional(),
  imageDigest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, 'expected `sha256:` and 64 hex digits')
    .optional(),
  imageTags: z.array(z.string()).optional(),
  pushedToRegistry: z.boolean().default(false),
  pushDurationSeconds: z.number().min(0).lt(99_999_999).optional(),
})

/**
 * Ends a build successfully and gives its result, or `undefined` when it was not being built.
 *
 * Status and result are written by one statement, both or neither. The duration is
 * counted by the clock of the database. The result of an earlier, failed run gives
 * way to this one.
 *
 * @throws InvalidInputError
 * @example
 * const result = await completeBuild(pool, { buildId, exitCode: 0, imageDigest: 'sha256:…', pushedToRegistry: true })
 */
export async function completeBuild(
  db: Queryable,
  parameters: CompleteBuildParameters,
): Promise<BuildResult | undefined> {
  const input = parseInput('completeBuild', completeBuildParameters, parameters)
  const { rows } = await db.query(COMPLETE_BUILD, [
    input.buildId,
    input.exitCode,
    input.stdoutLog,
    input.stderrLog,
    input.peakMemoryMb,
    input.peakCpuPercent,
    input.diskUsageMb,
    input.totalLayers,
    input.cacheLayersUsed,
    input.newLayersBuilt,
    input.finalImageSizeBytes,
    input.imageDigest,
    input.imageTags,
    input.pushedToRegistry,
    input.pushDurationSeconds,
  ])
  return buildResult.optional().parse(rows[0])
}

const COMPLETE_BUILD = `
  WITH ended AS (
    UPDATE build_orchestrator.build_queue
    SET status = 'success', completed_at = clock_timestamp(), progress_percent = 100
    WHERE id = $1 AND status = 'building'
    RETURNING id, completed_at,
      least(greatest(extract(epoch FROM completed_at - coalesce(started_at, completed_at)), 0), 99999999) AS seconds
  )
  INSERT INTO build_orchestrator.build_results
    (build_queue_id, success, actual_duration_seconds, created_at, exit_code, stdout_log, stderr_log,
     peak_memory_mb, peak_cpu_percent, disk_usage_mb, total_layers, cache_layers_used, new_layers_built,
     final_image_size_bytes, image_digest, image_tags, pushed_to_registry, push_duration_seconds)
  SELECT ended.id, true, ended.seconds, ended.completed_at, $2, $3, $4, $5, $6, $7, $8, $9, $10,
    $11::bigint, $12, $13::text[], $14, $15
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
