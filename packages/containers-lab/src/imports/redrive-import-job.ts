import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RedriveImportJobParameters {
  importJobId: number
}

const redriveImportJobParameters = z.object({ importJobId: z.int() })

/**
 * Puts an import that was given up back into the queue, all attempts before it; false when
 * it was not given up. For the owner of the schema.
 *
 * @throws InvalidInputError
 * @example
 * await redriveImportJob(pool, { importJobId })
 */
export async function redriveImportJob(db: Queryable, parameters: RedriveImportJobParameters): Promise<boolean> {
  const { importJobId } = parseInput('redriveImportJob', redriveImportJobParameters, parameters)
  const { rows } = await db.query(REDRIVE_IMPORT_JOB, [importJobId])
  return z.object({ redriven: z.boolean() }).parse(rows[0]).redriven
}

const REDRIVE_IMPORT_JOB = `
  SELECT containers_lab.redrive_import_job($1) AS redriven
`
