import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ImportJob, importJob } from './import-job.js'

export interface FindImportJobParameters {
  importJobId: number
}

const findImportJobParameters = z.object({ importJobId: z.int() })

/**
 * Gives an import with how far it has come, or `undefined`.
 *
 * @throws InvalidInputError
 * @example
 * const { rowsImported, rowsTotal } = (await findImportJob(pool, { importJobId })) ?? {}
 */
export async function findImportJob(
  db: Queryable,
  parameters: FindImportJobParameters,
): Promise<ImportJob | undefined> {
  const { importJobId } = parseInput('findImportJob', findImportJobParameters, parameters)
  const { rows } = await db.query(FIND_IMPORT_JOB, [importJobId])
  return importJob.optional().parse(rows[0])
}

const FIND_IMPORT_JOB = `
  SELECT id AS "importJobId", uploaded_by AS "uploadedBy", file_name AS "fileName", storage_path AS "storagePath",
    file_size_bytes::float8 AS "fileSizeBytes", status, rows_total AS "rowsTotal", rows_imported AS "rowsImported",
    rows_failed AS "rowsFailed", attempts, result_summary AS "resultSummary", dead_reason AS failure,
    created_at AS "createdAt", started_at AS "startedAt", completed_at AS "completedAt", failed_at AS "failedAt"
  FROM containers_lab.import_jobs
  WHERE id = $1
`
