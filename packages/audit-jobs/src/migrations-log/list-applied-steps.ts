import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/** A step that has been applied here. */
export interface AppliedStep {
  version: string
  name: string
  /** SHA-256 of the file, lower-case hex. */
  checksum: string
  executionTimeMs: number
  appliedAt: Date
  appliedBy: string
}

const appliedStep = z
  .object({
    version: z.string(),
    name: z.string(),
    checksum: z.string(),
    execution_time_ms: z.int(),
    applied_at: z.date(),
    applied_by: z.string(),
  })
  .transform(
    (row): AppliedStep => ({
      version: row.version,
      name: row.name,
      checksum: row.checksum,
      executionTimeMs: row.execution_time_ms,
      appliedAt: row.applied_at,
      appliedBy: row.applied_by,
    }),
  )

/**
 * Lists the steps that have been applied, in the order in which they were; the last one
 * is the version of the schema.
 *
 * @example
 * const version = (await listAppliedSteps(pool)).at(-1)?.version
 */
export async function listAppliedSteps(db: Queryable): Promise<AppliedStep[]> {
  const { rows } = await db.query(LIST_APPLIED_STEPS)
  return z.array(appliedStep).parse(rows)
}

const LIST_APPLIED_STEPS = `
  SELECT version, name, checksum, execution_time_ms, applied_at, applied_by
  FROM audit_jobs.migrations_log
  ORDER BY applied_at, version
`
