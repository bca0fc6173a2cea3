import { z } from 'zod'

/** A row as the statements of this folder list it. */
export const buildResultRow = z.object({
  id: z.guid(),
  build_queue_id: z.guid(),
  attempt: z.string(),
  success: z.boolean(),
  exit_code: z.int().nullable(),
  stdout_log: z.string().nullable(),
  stderr_log: z.string().nullable(),
  error_message: z.string().nullable(),
  error_code: z.string().nullable(),
  actual_duration_seconds: z.number(),
  peak_memory_mb: z.int().nullable(),
  peak_cpu_percent: z.number().nullable(),
  disk_usage_mb: z.int().nullable(),
  total_layers: z.int().nullable(),
  cache_layers_used: z.int().nullable(),
  new_layers_built: z.int().nullable(),
  final_image_size_bytes: z.string().nullable(),
  image_digest: z.string().nullable(),
  image_tags: z.array(z.string()).nullable(),
  pushed_to_registry: z.boolean().nullable(),
  push_duration_seconds: z.number().nullable(),
  build_cache_id: z.guid().nullable(),
  created_at: z.date(),
})

/** What came of a build. */
export interface BuildResult {
  id: string
  buildId: string
  /** The fence of the run. */
  attempt: string
  success: boolean
  exitCode: number | null
  stdoutLog: string | null
  stderrLog: string | null
  errorMessage: string | null
  errorCode: string | null
  /** From the start of the run to its end. */
  actualDurationSeconds: number
  peakMemoryMb: number | null
  peakCpuPercent: number | null
  diskUsageMb: number | null
  totalLayers: number | null
  cacheLayersUsed: number | null
  newLayersBuilt: number | null
  /** A 64-bit number as text. */
  finalImageSizeBytes: string | null
  imageDigest: string | null
  imageTags: string[]
  pushedToRegistry: boolean
  pushDurationSeconds: number | null
  /** The cache entry that was used or made. */
  cacheEntryId: string | null
  createdAt: Date
}

function toBuildResult(row: z.infer<typeof buildResultRow>): BuildResult {
  return {
    id: row.id,
    buildId: row.build_queue_id,
    attempt: row.attempt,
    success: row.success,
    exitCode: row.exit_code,
    stdoutLog: row.stdout_log,
    stderrLog: row.stderr_log,
    errorMessage: row.error_message,
    errorCode: row.error_code,
    actualDurationSeconds: row.actual_duration_seconds,
    peakMemoryMb: row.peak_memory_mb,
    peakCpuPercent: row.peak_cpu_percent,
    diskUsageMb: row.disk_usage_mb,
    totalLayers: row.total_layers,
    cacheLayersUsed: row.cache_layers_used,
    newLayersBuilt: row.new_layers_built,
    finalImageSizeBytes: row.final_image_size_bytes,
    imageDigest: row.image_digest,
    imageTags: row.image_tags ?? [],
    pushedToRegistry: row.pushed_to_registry ?? false,
    pushDurationSeconds: row.push_duration_seconds,
    cacheEntryId: row.build_cache_id,
    createdAt: row.created_at,
  }
}

/** Reads a result out of a row, or fails when the row is not one. */
export const buildResult = buildResultRow.transform(toBuildResult)
