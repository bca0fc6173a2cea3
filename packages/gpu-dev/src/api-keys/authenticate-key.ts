import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { hashKey } from './hash-key.js'

export interface AuthenticateKeyParameters {
  /** As the caller presented it. */
  key: string
}

/** Why a key is not good, or whose it is. A malformed key is an unknown one. */
export type Authentication =
  | {
      outcome: 'accepted'
      keyId: number
      userId: number
      username: string
      email: string | null
      expiresAt: Date | null
    }
  | { outcome: 'unknown' }
  | { outcome: 'expired' | 'revoked' | 'user_disabled'; keyId: number; username: string }

const authenticationRow = z.object({
  outcome: z.enum(['accepted', 'expired', 'revoked', 'user_disabled']),
  key_id: z.number(),
  user_id: z.number(),
  username: z.string(),
  email: z.string().nullable(),
  expires_at: z.date().nullable(),
})

/**
 * Says whose key this is, or why it is refused. A key is expired at the moment of its
 * expiry, not after it.
 *
 * One statement by a unique index; the last use is written at most once a minute.
 *
 * @example
 * const caller = await authenticateKey(pool, { key: bearerToken })
 * if (caller.outcome !== 'accepted') return unauthorized(caller.outcome)
 */
export async function authenticateKey(db: Queryable, { key }: AuthenticateKeyParameters): Promise<Authentication> {
  if (typeof key !== 'string' || key.length < 16 || key.length > 256) return { outcome: 'unknown' }
  const { rows } = await db.query(AUTHENTICATE_KEY, [hashKey(key)])
  const row = authenticationRow.optional().parse(rows[0])
  if (!row) return { outcome: 'unknown' }
  const { outcome, key_id: keyId, username } = row
  if (outcome !== 'accepted') return { outcome, keyId, username }
  return { outcome, keyId, username, userId: row.user_id, email: row.email, expiresAt: row.expires_at }
}

const AUTHENTICATE_KEY = `
  WITH presented AS MATERIALIZED (
    SELECT
      known.key_id, known.user_id, account.username, account.email, known.expires_at,
      CASE
        WHEN account.is_active IS NOT TRUE THEN 'user_disabled'
        WHEN known.is_active IS NOT TRUE THEN 'revoked'
        WHEN known.expires_at <= clock_timestamp() THEN 'expired'
        ELSE 'accepted'
      END AS outcome
    FROM gpu_dev.api_keys AS known
    JOIN gpu_dev.api_users AS account ON account.user_id = known.user_id
    WHERE known.key_hash = $1
  ),
  stamped AS (
    UPDATE gpu_dev.api_keys AS known
    SET last_used_at = clock_timestamp()
    FROM presented
    WHERE known.key_id = presented.key_id AND presented.outcome = 'accepted'
      AND (known.last_used_at IS NULL OR known.last_used_at <= clock_timestamp() - interval '1 minute')
  )
  SELECT outcome, key_id, user_id, username, email, expires_at
  FROM presented
`
