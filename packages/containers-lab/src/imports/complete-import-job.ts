import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ImportHold, importHold } from './fence.js'

export interface CompleteImportJobParameters extends ImportHold {
  /** What came of it, for people. @default nothing */
  summary?: string
}

const completeImportJobParameters = z.object({ ...importHold, summary: z.string().max(10_000).optional() })

/**
 * Ends an import well; false when the worker has lost it, and then nothing is written.
 *
 * @throws InvalidInputError
 * @example
 * await completeImportJob(pool, { ...job, summary: '3 courses' })
 */
export async function completeImportJob(db: Queryable, parameters: CompleteImportJobParameters): Promise<boolean> {
  const input = parseInput('completeImportJob', completeImportJobParameters, parameters)
  const { rows } = await db.query(COMPLETE_IMPORT_JOB, [input.importJobId, input.fence, input.summary])
  return z.object({ completed: z.boolean() }).parse(rows[0]).completed
}

const COMPLETE_IMPORT_JOB = `
  SELECT containers_lab.complete_import_job($1, $2, $3) AS completed
`
