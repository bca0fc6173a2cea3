import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface IdempotencyStatistics {
  /** Keys in the table. */
  stored: number
  /** Of them: expired, waiting for the clean-up. */
  expired: number
  /** Of them: being answered under a lease. */
  inProgress: number
}

const idempotencyStatistics = z
  .object({ stored: z.int(), expired: z.int(), in_progress: z.int() })
  .transform(
    (row): IdempotencyStatistics => ({ stored: row.stored, expired: row.expired, inProgress: row.in_progress }),
  )

/**
 * Counts the idempotency keys. Reads all of them.
 *
 * @example
 * const { stored, expired } = await getIdempotencyStatistics(pool)
 */
export async function getIdempotencyStatistics(db: Queryable): Promise<IdempotencyStatistics> {
  const { rows } = await db.query(GET_IDEMPOTENCY_STATISTICS)
  return idempotencyStatistics.parse(rows[0])
}

const GET_IDEMPOTENCY_STATISTICS = `
  SELECT count(*)::integer AS stored,
         count(*) FILTER (WHERE expires_at <= now())::integer AS expired,
         count(*) FILTER (WHERE expires_at > now() AND lease_until IS NOT NULL)::integer AS in_progress
  FROM course_outbox.idempotency_keys
`
