import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface SweepImportJobsParameters {
  /** Of each kind, at most. @default 500 */
  limit?: number
}

export interface SweptImports {
  /** Lost by their worker, to be tried again. */
  requeued: number
  /** Lost by their worker once too often. */
  givenUp: number
  /** Whose wait is over. */
  madeReady: number
}

const sweepImportJobsParameters = z.object({ limit: z.int().min(1).max(10_000).default(500) })

/**
 * Takes back the imports that workers have lost, gives up what was tried often enough, and
 * makes ready what is due. Any process may, at any time; the package has a job for it.
 *
 * @throws InvalidInputError
 * @example
 * const { requeued } = await sweepImportJobs(pool)
 */
export async function sweepImportJobs(
  db: Queryable,
  parameters: SweepImportJobsParameters = {},
): Promise<SweptImports> {
  const { limit } = parseInput('sweepImportJobs', sweepImportJobsParameters, parameters)
  const { rows } = await db.query(SWEEP_IMPORT_JOBS, [limit])
  return z.object({ requeued: z.int(), givenUp: z.int(), madeReady: z.int() }).parse(rows[0])
}

const SWEEP_IMPORT_JOBS = `
  SELECT requeued::integer AS requeued, given_up::integer AS "givenUp", made_ready::integer AS "madeReady"
  FROM containers_lab.sweep_import_jobs($1)
`
