import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import type { Fold } from './fold-facts.js'

/** How many rows an act of recording wrote; repetitions write none. */
export interface ChangedRows {
  readonly changedJobs: number
  readonly changedStages: number
}

const changedRow = z
  .object({ changed_jobs: z.int(), changed_stages: z.int() })
  .transform((row): ChangedRows => ({ changedJobs: row.changed_jobs, changedStages: row.changed_stages }))

/** Joins facts into the tables, in one statement: all of them or, when it throws, none. */
export async function recordFold(db: Queryable, { jobs, stages }: Fold): Promise<ChangedRows> {
  const { rows } = await db.query(RECORD_FOLD, [
    JSON.stringify(jobs),
    stages.length === 0 ? null : JSON.stringify(stages),
  ])
  return changedRow.parse(rows[0])
}

// Jobs first: stages refer to them, and every writer locks in this order.
const RECORD_FOLD = `
  WITH recorded AS MATERIALIZED (
    SELECT audit_jobs.record_job_facts($1::text::json) AS changed_jobs
  )
  SELECT recorded.changed_jobs,
    CASE WHEN $2::text IS NULL THEN 0 ELSE audit_jobs.record_stage_facts($2::text::json) END AS changed_stages
  FROM recorded
`
