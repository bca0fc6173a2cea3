import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RevokeSessionsParameters {
  userId: number
  /** Only these. @default all of them */
  sessionIds?: string[] | undefined
  /** The one to keep, as where a person ends all others. */
  exceptSessionId?: string | undefined
}

const revokeSessionsParameters = z.object({
  userId: z.int(),
  sessionIds: z.array(z.string().regex(/^\d{1,18}$/)).optional(),
  exceptSessionId: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
})

/**
 * Ends sessions of a person at once; gives how many were open.
 *
 * Under row security a person ends their own.
 *
 * @throws InvalidInputError
 * @example
 * await revokeSessions(pool, { userId, exceptSessionId: session.sessionId })
 */
export async function revokeSessions(db: Queryable, parameters: RevokeSessionsParameters): Promise<number> {
  const input = parseInput('revokeSessions', revokeSessionsParameters, parameters)
  const { rows } = await db.query(REVOKE_SESSIONS, [input.userId, input.sessionIds, input.exceptSessionId])
  return rows.length
}

const REVOKE_SESSIONS = `
  UPDATE containers_lab.sessions
  SET revoked_at = clock_timestamp()
  WHERE user_id = $1
    AND ($2::bigint[] IS NULL OR id = ANY ($2))
    AND ($3::bigint IS NULL OR id <> $3)
    AND revoked_at IS NULL
    AND (token_expires_at > now()) IS NOT FALSE
  RETURNING 1
`
