import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ImportHold, importHold } from './fence.js'

export interface RecordImportErrorParameters extends ImportHold {
  /** Counted from 1. @default the file as a whole */
  rowNumber?: number
  message: string
  /** The row as it was read. */
  payload?: unknown
}

const recordImportErrorParameters = z.object({
  ...importHold,
  rowNumber: z.int().min(1).optional(),
  message: z.string().min(1).max(10_000),
  payload: z.unknown().optional(),
})

/**
 * Records a row that the worker itself could not read; false when it has lost the job.
 *
 * @throws InvalidInputError
 * @example
 * await recordImportError(pool, { ...job, rowNumber: 7, message: 'The sheet ends within a cell.' })
 */
export async function recordImportError(db: Queryable, parameters: RecordImportErrorParameters): Promise<boolean> {
  const input = parseInput('recordImportError', recordImportErrorParameters, parameters)
  const { rows } = await db.query(RECORD_IMPORT_ERROR, [
    input.importJobId,
    input.fence,
    input.rowNumber,
    input.message,
    input.payload === undefined ? undefined : JSON.stringify(input.payload),
  ])
  return z.object({ recorded: z.boolean() }).parse(rows[0]).recorded
}

const RECORD_IMPORT_ERROR = `
  SELECT containers_lab.record_import_error($1, $2, $3, $4, $5::text::jsonb) AS recorded
`
