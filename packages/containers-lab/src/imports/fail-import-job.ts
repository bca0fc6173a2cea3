import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ImportHold, importHold } from './fence.js'

export interface FailImportJobParameters extends ImportHold {
  reason: string
  /** Try again while attempts are left. @default true */
  retry?: boolean
}

/** Tried again later; given up for good; or no longer this worker's to say. */
export type FailedImport = 'retry' | 'dead' | 'lost'

const failImportJobParameters = z.object({
  ...importHold,
  reason: z.string().min(1).max(10_000),
  retry: z.boolean().default(true),
})

const OUTCOMES = { pending: 'retry', failed: 'dead' } as const

/**
 * Ends an attempt badly, and tells what becomes of the job. The wait before the next
 * attempt grows with each.
 *
 * @throws InvalidInputError
 * @example
 * const outcome = await failImportJob(pool, { ...job, reason: 'The file is gone.', retry: false })
 */
export async function failImportJob(db: Queryable, parameters: FailImportJobParameters): Promise<FailedImport> {
  const input = parseInput('failImportJob', failImportJobParameters, parameters)
  const { rows } = await db.query(FAIL_IMPORT_JOB, [input.importJobId, input.fence, input.reason, input.retry])
  const { status } = z.object({ status: z.enum(['pending', 'failed']).nullable() }).parse(rows[0])
  return status === null ? 'lost' : OUTCOMES[status]
}

const FAIL_IMPORT_JOB = `
  SELECT containers_lab.fail_import_job($1, $2, $3, $4) AS status
`
