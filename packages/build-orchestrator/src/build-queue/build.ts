import { z } from 'zod'

import { type Architecture, architecture } from './architecture.js'
import { type BuildStatus, buildStatus } from './build-status.js'

/** A row as the statements of this folder list it. */
export const buildRow = z.object({
  id: z.guid(),
  customer_id: z.string(),
  manifest_path: z.string(),
  manifest_hash: z.string(),
  manifest_json: z.unknown(),
  status: buildStatus,
  priority: z.int(),
  queued_at: z.date(),
  started_at: z.date().nullable(),
  completed_at: z.date().nullable(),
  timeout_at: z.date().nullable(),
  progress_percent: z.int().nullable(),
  current_step: z.string().nullable(),
  total_steps: z.int().nullable(),
  steps_completed: z.int().nullable(),
  worker_id: z.string().nullable(),
  worker_hostname: z.string().nullable(),
  target_registry_id: z.guid().nullable(),
  architecture: architecture.nullable(),
  build_args: z.unknown(),
  estimated_duration_seconds: z.int().nullable(),
  estimated_memory_mb: z.int().nullable(),
  estimated_cpu_cores: z.number().nullable(),
  max_duration_seconds: z.int(),
  retry_count: z.int().nullable(),
  max_retries: z.int().nullable(),
  last_retry_at: z.date().nullable(),
  created_at: z.date(),
  updated_at: z.date(),
  fence: z.string(),
  lease_until: z.date().nullable(),
  not_before: z.date().nullable(),
  parked: z.boolean(),
  cancel_requested_at: z.date().nullable(),
  cancelled_by: z.string().nullable(),
  cancel_reason: z.string().nullable(),
  dead_at: z.date().nullable(),
  dead_reason: z.string().nullable(),
})

export interface Build {
  id: string
  customerId: string
  manifestPath: string
  manifestHash: string
  /** What is to be built, as it was enqueued. */
  manifest: unknown
  status: BuildStatus
  /** 1 is lowest, 10 is highest. */
  priority: number
  queuedAt: Date
  /** Of the present run, or the last one; null before the first. */
  startedAt: Date | null
  /** Null until the build reached a final status. */
  completedAt: Date | null
  /** Deadline of the run. */
  timeoutAt: Date | null
  progressPercent: number
  currentStep: string | null
  totalSteps: number | null
  stepsCompleted: number
  workerId: string | null
  workerHostname: string | null
  /** Null: the default registry of the customer. */
  targetRegistryId: string | null
  architecture: Architecture | null
  buildArgs: unknown
  estimatedDurationSeconds: number | null
  estimatedMemoryMb: number | null
  estimatedCpuCores: number | null
  maxDurationSeconds: number
  /** Runs after the first one. */
  retryCount: number
  maxRetries: number
  lastRetryAt: Date | null
  createdAt: Date
  updatedAt: Date
  /** The number of the present or latest run, as text; 0 before the first. */
  fence: string
  /** Until when the worker must be heard of; null without a lease. */
  leaseUntil: Date | null
  /** Waits until then; null when it is due. */
  notBefore: Date | null
  /** Waits until its customer may run one more, or for other builds. */
  parked: boolean
  /** When its worker was asked to stop it. */
  cancelRequestedAt: Date | null
  cancelledBy: string | null
  cancelReason: string | null
  /** When it was given up; null unless only a replay will run it again. */
  deadAt: Date | null
  deadReason: string | null
}

/** The build that a row holds. */
function toBuild(row: z.infer<typeof buildRow>): Build {
  return {
    id: row.id,
    customerId: row.customer_id,
    manifestPath: row.manifest_path,
    manifestHash: row.manifest_hash,
    manifest: row.manifest_json,
    status: row.status,
    priority: row.priority,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    timeoutAt: row.timeout_at,
    progressPercent: row.progress_percent ?? 0,
    currentStep: row.current_step,
    totalSteps: row.total_steps,
    stepsCompleted: row.steps_completed ?? 0,
    workerId: row.worker_id,
    workerHostname: row.worker_hostname,
    targetRegistryId: row.target_registry_id,
    architecture: row.architecture,
    buildArgs: row.build_args,
    estimatedDurationSeconds: row.estimated_duration_seconds,
    estimatedMemoryMb: row.estimated_memory_mb,
    estimatedCpuCores: row.estimated_cpu_cores,
    maxDurationSeconds: row.max_duration_seconds,
    retryCount: row.retry_count ?? 0,
    maxRetries: row.max_retries ?? 0,
    lastRetryAt: row.last_retry_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    fence: row.fence,
    leaseUntil: row.lease_until,
    notBefore: row.not_before,
    parked: row.parked,
    cancelRequestedAt: row.cancel_requested_at,
    cancelledBy: row.cancelled_by,
    cancelReason: row.cancel_reason,
    deadAt: row.dead_at,
    deadReason: row.dead_reason,
  }
}

/** Reads a build out of a row, or fails when the row is not one. */
export const build = buildRow.transform(toBuild)
