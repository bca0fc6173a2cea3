import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { hashToken, newToken } from './token.js'
import { validForSeconds } from './valid-for.js'

export interface RotateSessionParameters {
  token: string
  /** From now on; 60 to 366 days. @default 8 hours */
  validForSeconds?: number | undefined
}

export interface RotatedSession {
  sessionId: string
  userId: number
  /** Told this once; the one before it is worth nothing any more. */
  token: string
  expiresAt: Date
}

const rotateSessionParameters = z.object({
  token: z.string().min(1).max(200),
  validForSeconds: validForSeconds.default(8 * 3600),
})

const rotated = z.object({ sessionId: z.string(), userId: z.int(), expiresAt: z.date() })

/**
 * Prolongs a session under a new token; `undefined` when the token opens none.
 *
 * Of two callers at once with one token, one gets the new token and the other nothing.
 *
 * @throws InvalidInputError
 * @example
 * const next = await rotateSession(pool, { token: cookies.session })
 */
export async function rotateSession(
  db: Queryable,
  parameters: RotateSessionParameters,
): Promise<RotatedSession | undefined> {
  const input = parseInput('rotateSession', rotateSessionParameters, parameters)
  const token = newToken()
  const { rows } = await db.query(ROTATE_SESSION, [hashToken(input.token), hashToken(token), input.validForSeconds])
  const session = rotated.optional().parse(rows[0])
  return session && { ...session, token }
}

const ROTATE_SESSION = `
  SELECT session_id::text AS "sessionId", user_id AS "userId", expires_at AS "expiresAt"
  FROM containers_lab.rotate_session($1, $2, make_interval(secs => $3))
`
