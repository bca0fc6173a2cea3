import { z } from 'zod'

/** A row as get_next_build_for_worker returns it. */
export const assignedBuildRow = z.object({
  build_id: z.guid(),
  manifest_json: z.unknown(),
  customer_id: z.string(),
  priority: z.int(),
  retry_count: z.int().nullable(),
})

/** What a worker needs to know of the build it was given. */
export interface AssignedBuild {
  buildId: string
  /** What is to be built, as it was enqueued. */
  manifest: unknown
  customerId: string
  priority: number
  /** 0 on the first run. */
  retryCount: number
}

/** Reads an assigned build out of a row, or fails when the row is not one. */
export const assignedBuild = assignedBuildRow.transform(
  (row): AssignedBuild => ({
    buildId: row.build_id,
    manifest: row.manifest_json,
    customerId: row.customer_id,
    priority: row.priority,
    retryCount: row.retry_count ?? 0,
  }),
)
