import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteExpiredSessionsParameters {
  /** Kept that long after their end, for whoever looks into them. @default 7 */
  keepDays?: number
  /** At most so many at a time. @default 1000 */
  limit?: number
}

const deleteExpiredSessionsParameters = z.object({
  keepDays: z.int().min(0).max(3650).default(7),
  limit: z.int().min(1).max(100_000).default(1000),
})

/**
 * Deletes sessions that expired, or were ended, long enough ago; gives how many, the
 * limit when there may be more.
 *
 * Rows that another caller is deleting are passed over. Sessions without an end stay.
 *
 * @throws InvalidInputError
 * @example
 * await deleteExpiredSessions(pool, { keepDays: 30 })
 */
export async function deleteExpiredSessions(
  db: Queryable,
  parameters: DeleteExpiredSessionsParameters = {},
): Promise<number> {
  const { keepDays, limit } = parseInput('deleteExpiredSessions', deleteExpiredSessionsParameters, parameters)
  const { rows } = await db.query(DELETE_EXPIRED_SESSIONS, [keepDays, limit])
  return rows.length
}

const DELETE_EXPIRED_SESSIONS = `
  DELETE FROM containers_lab.sessions
  WHERE id = ANY (ARRAY(
    SELECT id
    FROM containers_lab.sessions
    WHERE least(token_expires_at, revoked_at) < now() - make_interval(days => $1)
    ORDER BY id
    LIMIT $2
    FOR UPDATE SKIP LOCKED
  ))
  RETURNING 1
`
