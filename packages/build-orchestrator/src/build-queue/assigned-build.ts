import { z } from 'zod'

import { type Architecture, architecture } from './architecture.js'

/** A row as claim_builds returns it, its fence as text. */
export const assignedBuildRow = z.object({
  build_id: z.guid(),
  fence: z.string(),
  customer_id: z.string(),
  manifest_path: z.string(),
  manifest_hash: z.string(),
  manifest_json: z.unknown(),
  build_args: z.unknown(),
  architecture: architecture.nullable(),
  target_registry_id: z.guid().nullable(),
  priority: z.int(),
  retry_count: z.int().nullable(),
  queued_at: z.date(),
  started_at: z.date(),
  timeout_at: z.date(),
  lease_until: z.date().nullable(),
})

/** What a worker needs to know of the build it was given. */
export interface AssignedBuild {
  buildId: string
  /** Required by every later write about this run. */
  fence: string
  customerId: string
  manifestPath: string
  manifestHash: string
  /** What is to be built, as it was enqueued. */
  manifest: unknown
  buildArgs: unknown
  architecture: Architecture | null
  /** Null: the default registry of the customer. */
  targetRegistryId: string | null
  priority: number
  /** 0 on the first run. */
  retryCount: number
  queuedAt: Date
  startedAt: Date
  /** The run must have ended by then. */
  timeoutAt: Date
  /** The worker must be heard of by then; null when it was claimed without a lease. */
  leaseUntil: Date | null
}

/** Reads an assigned build out of a row, or fails when the row is not one. */
export const assignedBuild = assignedBuildRow.transform(
  (row): AssignedBuild => ({
    buildId: row.build_id,
    fence: row.fence,
    customerId: row.customer_id,
    manifestPath: row.manifest_path,
    manifestHash: row.manifest_hash,
    manifest: row.manifest_json,
    buildArgs: row.build_args,
    architecture: row.architecture,
    targetRegistryId: row.target_registry_id,
    priority: row.priority,
    retryCount: row.retry_count ?? 0,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    timeoutAt: row.timeout_at,
    leaseUntil: row.lease_until,
  }),
)
