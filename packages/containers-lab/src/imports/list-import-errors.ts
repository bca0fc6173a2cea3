import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'

export interface ListImportErrorsParameters {
  importJobId: number
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

export interface ImportError {
  /** Which row of the file, counted from 1; null for the file as a whole. */
  rowNumber: number | null
  message: string | null
  /** The row as it was read. */
  payload: unknown
}

const listImportErrorsParameters = z.object({ importJobId: z.int(), ...page })

const importError = z.object({ rowNumber: z.int().nullable(), message: z.string().nullable(), payload: z.unknown() })

/**
 * Lists the rows of a file that could not be imported, by row.
 *
 * @throws InvalidInputError
 * @example
 * const errors = await listImportErrors(pool, { importJobId })
 */
export async function listImportErrors(db: Queryable, parameters: ListImportErrorsParameters): Promise<ImportError[]> {
  const input = parseInput('listImportErrors', listImportErrorsParameters, parameters)
  const { rows } = await db.query(LIST_IMPORT_ERRORS, [input.importJobId, input.limit, input.offset])
  return z.array(importError).parse(rows)
}

const LIST_IMPORT_ERRORS = `
  SELECT row_number AS "rowNumber", error_message AS message, payload
  FROM containers_lab.import_errors
  WHERE import_job_id = $1
  ORDER BY row_number NULLS FIRST, id
  LIMIT $2 OFFSET $3
`
