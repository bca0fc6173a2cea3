import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type BuildStatus, buildStatus } from '../build-queue/build-status.js'
import { type Hold, hold } from '../build-queue/fence.js'
import { parseInput } from '../parse-input.js'
import { type ImageReport, imageReport } from './image-report.js'
import { type RunReport, runReport } from './run-report.js'

/** How one run ended. */
export interface BuildEnd extends Hold, RunReport, ImageReport {
  /** `cancelled` is the answer to `cancelRequested` of a heartbeat. */
  outcome: 'success' | 'failed' | 'cancelled'
  errorMessage?: string
  /** At most 50 characters. */
  errorCode?: string
  /** After a failure: queue it again while it has retries, give it up when it has none. @default false */
  retry?: boolean
  /** How long it waits then. @default 5 minutes, doubled with every retry, at most 4 hours, a quarter more or less */
  retryInMs?: number
  /** No retry will help: the build is given up. @default false */
  permanent?: boolean
}

/** What became of a build whose run was ended. */
export interface FinishedBuild extends Hold {
  /** `queued` when it is to run again. */
  status: BuildStatus
  /** When it may run again, if not at once. */
  notBefore: Date | null
}

export interface FinishBuildsParameters {
  ends: readonly BuildEnd[]
}

export const buildEnd = hold.extend({
  ...runReport,
  ...imageReport,
  outcome: z.enum(['success', 'failed', 'cancelled']),
  errorMessage: z.string().optional(),
  errorCode: z.string().min(1).max(50).optional(),
  retry: z.boolean().default(false),
  retryInMs: z.int().nonnegative().max(31_536_000_000).optional(),
  permanent: z.boolean().default(false),
})

const finishBuildsParameters = z.object({ ends: z.array(buildEnd).max(10_000) })

export const finishedBuild = z
  .object({ build_id: z.guid(), fence: z.string(), status: buildStatus, not_before: z.date().nullable() })
  .transform(
    (row): FinishedBuild => ({
      buildId: row.build_id,
      fence: row.fence,
      status: row.status,
      notBefore: row.not_before,
    }),
  )

/**
 * Ends runs, records their results, and gives those that were still the present run of
 * their build.
 *
 * One statement: statuses and results, all or none. A run that is missing from the answer
 * was taken away, and its result is not recorded. Telling a success twice changes
 * nothing, and is answered as the first time. Of each log, the last million characters
 * are kept. Durations are counted by the clock of the database.
 *
 * @throws InvalidInputError
 * @example
 * await finishBuilds(pool, { ends: [{ buildId, fence, outcome: 'failed', errorMessage: 'no space', retry: true }] })
 */
export async function finishBuilds(db: Queryable, parameters: FinishBuildsParameters): Promise<FinishedBuild[]> {
  const { ends } = parseInput('finishBuilds', finishBuildsParameters, parameters)
  const { rows } = await db.query(FINISH_BUILDS, [JSON.stringify(ends.map(toRecord))])
  return z.array(finishedBuild).parse(rows)
}

/** An end as finish_builds reads it. */
export function toRecord(end: z.infer<typeof buildEnd>): Record<string, unknown> {
  return {
    build_id: end.buildId,
    fence: end.fence,
    outcome: end.outcome,
    retry: end.retry,
    permanent: end.permanent,
    retry_in_ms: end.retryInMs,
    exit_code: end.exitCode,
    stdout_log: end.stdoutLog,
    stderr_log: end.stderrLog,
    error_message: end.errorMessage,
    error_code: end.errorCode,
    peak_memory_mb: end.peakMemoryMb,
    peak_cpu_percent: end.peakCpuPercent,
    disk_usage_mb: end.diskUsageMb,
    total_layers: end.totalLayers,
    cache_layers_used: end.cacheLayersUsed,
    new_layers_built: end.newLayersBuilt,
    final_image_size_bytes: end.finalImageSizeBytes,
    image_digest: end.imageDigest,
    image_tags: end.imageTags,
    pushed_to_registry: end.pushedToRegistry,
    push_duration_seconds: end.pushDurationSeconds,
    build_cache_id: end.cacheEntryId,
  }
}

const FINISH_BUILDS = `
  SELECT build_id, fence::text AS fence, status, not_before
  FROM build_orchestrator.finish_builds($1::text::jsonb)
`
