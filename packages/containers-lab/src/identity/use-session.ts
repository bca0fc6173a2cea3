import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Session, session } from './session.js'
import { hashToken } from './token.js'

export interface UseSessionParameters {
  token: string
}

const useSessionParameters = z.object({ token: z.string().min(1).max(200) })

/**
 * Tells whose session a token opens; asked at each request. `undefined` when it is unknown,
 * expired or ended, or the person is no longer active.
 *
 * When somebody was last seen is written once a minute.
 *
 * @throws InvalidInputError
 * @example
 * const session = await useSession(pool, { token: cookies.session })
 * if (!session) return unauthorized()
 */
export async function useSession(db: Queryable, parameters: UseSessionParameters): Promise<Session | undefined> {
  const { token } = parseInput('useSession', useSessionParameters, parameters)
  const { rows } = await db.query(USE_SESSION, [hashToken(token)])
  return session.optional().parse(rows[0])
}

const USE_SESSION = `
  SELECT session_id::text AS "sessionId", user_id AS "userId", name, email, role_name AS "roleName",
    expires_at AS "expiresAt"
  FROM containers_lab.use_session($1)
`
