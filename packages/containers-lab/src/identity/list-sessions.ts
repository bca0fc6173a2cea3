import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListSessionsParameters {
  userId: number
}

export interface OpenSession {
  sessionId: string
  provider: string
  createdAt: Date
  lastActiveAt: Date | null
  expiresAt: Date | null
}

const listSessionsParameters = z.object({ userId: z.int() })

const openSession = z.object({
  sessionId: z.string(),
  provider: z.string(),
  createdAt: z.date(),
  lastActiveAt: z.date().nullable(),
  expiresAt: z.date().nullable(),
})

/**
 * Lists the sessions of a person that are neither over nor ended, latest first.
 *
 * @throws InvalidInputError
 * @example
 * const sessions = await listSessions(pool, { userId })
 */
export async function listSessions(db: Queryable, parameters: ListSessionsParameters): Promise<OpenSession[]> {
  const { userId } = parseInput('listSessions', listSessionsParameters, parameters)
  const { rows } = await db.query(LIST_SESSIONS, [userId])
  return z.array(openSession).parse(rows)
}

const LIST_SESSIONS = `
  SELECT id::text AS "sessionId", provider, created_at AS "createdAt", last_active_at AS "lastActiveAt",
    token_expires_at AS "expiresAt"
  FROM containers_lab.sessions
  WHERE user_id = $1 AND revoked_at IS NULL AND (token_expires_at > now()) IS NOT FALSE
  ORDER BY created_at DESC, id DESC
`
