import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { touchedIds } from './claimed-job.js'

/** Jobs by id, at most 1,000; all dead jobs of a course; or all there are. */
export type ReplayDeadJobsParameters = { outboxIds: readonly string[] } | { entityId: string } | 'all'

const replayDeadJobsParameters = z.union([
  z.literal('all').transform(() => ({ outboxIds: undefined, entityId: undefined })),
  z.strictObject({ entityId: z.guid() }).transform(({ entityId }) => ({ outboxIds: undefined, entityId })),
  z
    .strictObject({ outboxIds: z.array(z.guid()).max(1000) })
    .transform(({ outboxIds }) => ({ outboxIds, entityId: undefined })),
])

/**
 * Makes dead jobs ready again, and gives the ids of those that were dead.
 *
 * Attempts start from zero; the last error stays until there is another. They take their
 * old place in the queue.
 *
 * @throws InvalidInputError
 * @example
 * await replayDeadJobs(pool, { outboxIds: [job.outboxId] })
 */
export async function replayDeadJobs(db: Queryable, parameters: ReplayDeadJobsParameters): Promise<string[]> {
  const { outboxIds, entityId } = parseInput('replayDeadJobs', replayDeadJobsParameters, parameters)
  const { rows } = await db.query(REPLAY_DEAD_JOBS, [outboxIds, entityId])
  return touchedIds.parse(rows)
}

const REPLAY_DEAD_JOBS = `
  UPDATE course_outbox.job_outbox
  SET failed_at = NULL, dead_reason = NULL, attempts = 0, next_attempt_at = NULL, lease_until = NULL
  WHERE processed_at IS NULL
    AND failed_at IS NOT NULL
    AND ($1::uuid[] IS NULL OR outbox_id = ANY ($1::uuid[]))
    AND ($2::uuid IS NULL OR entity_id = $2)
  RETURNING outbox_id
`
