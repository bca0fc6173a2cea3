import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type ImportJob, type ImportStatus, importJob, importStatus } from './import-job.js'

export interface ListImportJobsParameters {
  /** @default every status */
  status?: ImportStatus
  /** @default anybody's */
  uploadedBy?: number
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listImportJobsParameters = z.object({ status: importStatus.optional(), uploadedBy: z.int().optional(), ...page })

/**
 * Lists imports, latest first.
 *
 * @throws InvalidInputError
 * @example
 * const failed = await listImportJobs(pool, { status: 'failed' })
 */
export async function listImportJobs(db: Queryable, parameters: ListImportJobsParameters = {}): Promise<ImportJob[]> {
  const input = parseInput('listImportJobs', listImportJobsParameters, parameters)
  const { rows } = await db.query(LIST_IMPORT_JOBS, [input.status, input.uploadedBy, input.limit, input.offset])
  return z.array(importJob).parse(rows)
}

const LIST_IMPORT_JOBS = `
  SELECT id AS "importJobId", uploaded_by AS "uploadedBy", file_name AS "fileName", storage_path AS "storagePath",
    file_size_bytes::float8 AS "fileSizeBytes", status, rows_total AS "rowsTotal", rows_imported AS "rowsImported",
    rows_failed AS "rowsFailed", attempts, result_summary AS "resultSummary", dead_reason AS failure,
    created_at AS "createdAt", started_at AS "startedAt", completed_at AS "completedAt", failed_at AS "failedAt"
  FROM containers_lab.import_jobs
  WHERE ($1::text IS NULL OR status = $1) AND ($2::integer IS NULL OR uploaded_by = $2)
  ORDER BY id DESC
  LIMIT $3 OFFSET $4
`
