import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type NewSession, session } from './session.js'
import { hashToken, newToken } from './token.js'
import { validForSeconds } from './valid-for.js'

export type CreateSessionParameters = (
  | { userId: number }
  | {
      /** The person's id at the identity provider that has vouched for them. */
      externalId: string
    }
) & {
  /** Who vouches. @default 'local' */
  provider?: string | undefined
  /** The account there. */
  providerAccountId?: string | undefined
  /** 60 to 366 days. @default 8 hours */
  validForSeconds?: number | undefined
  /** What else is to be known, never a credential. */
  meta?: Record<string, unknown> | undefined
}

const createSessionParameters = z.object({
  userId: z.int().positive().optional(),
  externalId: z.string().min(1).optional(),
  provider: z.string().min(1).max(100).default('local'),
  providerAccountId: z.string().min(1).optional(),
  validForSeconds: validForSeconds.default(8 * 3600),
  meta: z.record(z.string(), z.unknown()).optional(),
})

/**
 * Opens a session for an active person and notes it in the audit trail; `undefined` for
 * anybody else.
 *
 * For a person whom the application, or an identity provider, has just checked; `signIn`
 * checks a password and does this.
 *
 * @throws InvalidInputError
 * @example
 * const session = await createSession(pool, { externalId: claims.oid, provider: 'azure_ad' })
 * if (session) setCookie('session', session.token)
 */
export async function createSession(
  db: Queryable,
  parameters: CreateSessionParameters,
): Promise<NewSession | undefined> {
  const input = parseInput('createSession', createSessionParameters, parameters)
  const token = newToken()
  try {
    const { rows } = await db.query(OPEN_SESSION, [
      input.userId,
      input.externalId,
      hashToken(token),
      input.validForSeconds,
      input.provider,
      input.providerAccountId,
      input.meta && JSON.stringify(input.meta),
    ])
    const opened = session.optional().parse(rows[0])
    return opened && { ...opened, token }
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const OPEN_SESSION = `
  SELECT session_id::text AS "sessionId", user_id AS "userId", name, email, role_name AS "roleName",
    expires_at AS "expiresAt"
  FROM containers_lab.open_session($1, $2, $3, make_interval(secs => $4), $5, $6, $7::text::jsonb)
`
