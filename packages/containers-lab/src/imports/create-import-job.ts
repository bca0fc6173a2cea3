import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type ImportJob, importJob } from './import-job.js'

export interface CreateImportJobParameters {
  fileName: string
  /** Who uploaded it: new content becomes theirs. @default nobody */
  uploadedBy?: number
  /** Where the file lies. @default unknown */
  storagePath?: string
  /** @default unknown */
  fileSizeBytes?: number
}

const createImportJobParameters = z.object({
  fileName: z.string().trim().min(1).max(500),
  uploadedBy: z.int().optional(),
  storagePath: z.string().min(1).max(2000).optional(),
  fileSizeBytes: z.int().min(0).optional(),
})

/**
 * Puts an uploaded file into the queue of imports.
 *
 * @throws UnknownReferenceError when whoever uploaded it does not exist.
 * @throws InvalidInputError
 * @example
 * const { importJobId } = await createImportJob(pool, { fileName: 'courses.xlsx', uploadedBy: userId, storagePath })
 */
export async function createImportJob(db: Queryable, parameters: CreateImportJobParameters): Promise<ImportJob> {
  const input = parseInput('createImportJob', createImportJobParameters, parameters)
  try {
    const { rows } = await db.query(CREATE_IMPORT_JOB, [
      input.fileName,
      input.uploadedBy,
      input.storagePath,
      input.fileSizeBytes,
    ])
    return importJob.parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const CREATE_IMPORT_JOB = `
  INSERT INTO containers_lab.import_jobs (file_name, uploaded_by, storage_path, file_size_bytes)
  VALUES ($1, $2, $3, $4)
  RETURNING id AS "importJobId", uploaded_by AS "uploadedBy", file_name AS "fileName", storage_path AS "storagePath",
    file_size_bytes::float8 AS "fileSizeBytes", status, rows_total AS "rowsTotal", rows_imported AS "rowsImported",
    rows_failed AS "rowsFailed", attempts, result_summary AS "resultSummary", dead_reason AS failure,
    created_at AS "createdAt", started_at AS "startedAt", completed_at AS "completedAt", failed_at AS "failedAt"
`
