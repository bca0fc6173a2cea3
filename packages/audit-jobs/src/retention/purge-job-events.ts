import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Age, age } from './age.js'

export interface PurgeJobEventsParameters extends Age {}

const purgeJobEventsParameters = z.object(age)
const purged = z.object({ events: z.int() })

/**
 * Deletes old log lines and gives their number.
 *
 * In batches, as purgeJobs does.
 *
 * @throws InvalidInputError
 * @example
 * const deleted = await purgeJobEvents(pool, { olderThanDays: 14 })
 */
export async function purgeJobEvents(db: Queryable, parameters: PurgeJobEventsParameters): Promise<number> {
  const { olderThanDays, batchSize } = parseInput('purgeJobEvents', purgeJobEventsParameters, parameters)
  let total = 0
  for (;;) {
    const { rows } = await db.query(PURGE_JOB_EVENTS, [olderThanDays, batchSize])
    const { events } = purged.parse(rows[0])
    total += events
    if (events < batchSize) return total
  }
}

const PURGE_JOB_EVENTS = `
  WITH purged AS (
    DELETE FROM audit_jobs.job_events AS line
    WHERE line.id = ANY (ARRAY(
      SELECT old.id
      FROM audit_jobs.job_events AS old
      WHERE old.ts < now() - make_interval(days => $1)
      ORDER BY old.ts
      LIMIT $2
      FOR UPDATE SKIP LOCKED
    ))
    RETURNING line.id
  )
  SELECT count(*)::integer AS events FROM purged
`
