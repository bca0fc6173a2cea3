import { createHash } from 'node:crypto'

import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { type IssuedKey, issuedRow, toIssuedKey } from './issued-key.js'
import { type KeyOptions, keyOptions } from './key-options.js'
import type { LogIn } from './log-in.js'
import { newKey } from './new-key.js'

export interface LogInWithIdentityParameters extends KeyOptions {
  /** The identity provider, verified. */
  issuer: string
  /** The provider's own id of the user, verified. */
  subject: string
  /** What a new account is called, if the name is free; else it gets an addition. */
  username: string
  /** Stored with a new account; never decides whose account it is. */
  email?: string
}

const identityText = z.string().min(1).max(512)
const logInWithIdentityParameters = z.object({
  issuer: identityText,
  subject: identityText,
  username: userName.max(240),
  email: z.string().max(255).optional(),
  ...keyOptions,
})

/**
 * Logs in whom an identity provider vouches for: the account of that issuer and subject,
 * else a new one. An account is never taken over by its name or address.
 *
 * Two first log-ins of one identity at once end in one account.
 *
 * @throws InvalidInputError
 * @example
 * const login = await logInWithIdentity(pool, { issuer: claims.iss, subject: claims.sub, username: claims.name })
 */
export async function logInWithIdentity(db: Queryable, parameters: LogInWithIdentityParameters): Promise<LogIn> {
  const given = parseInput('logInWithIdentity', logInWithIdentityParameters, parameters)
  const { issuer, subject, username, email } = given
  // What tells namesakes apart; the same at every try.
  const addition = createHash('sha256').update(`${issuer}\n${subject}`).digest('hex').slice(0, 12)
  await db.query(MAKE_ACCOUNT, [issuer, subject, username, `${username}-${addition}`, email])
  const made = newKey()
  const key = await issueKey(
    db,
    [issuer, subject, made.hash, made.prefix, given.lifetimeHours, given.description],
    made,
  )
  return key ? { outcome: 'logged_in', key } : { outcome: 'disabled' }
}

async function issueKey(
  db: Queryable,
  values: unknown[],
  made: ReturnType<typeof newKey>,
): Promise<IssuedKey | undefined> {
  const { rows } = await db.query(ISSUE_KEY, values)
  return toIssuedKey(issuedRow.parse(rows[0]), made)
}

const MAKE_ACCOUNT = `
  WITH under_own_name AS (
    INSERT INTO gpu_dev.api_users AS made (username, email, oidc_issuer, oidc_subject)
    SELECT $3::text, $5::text, $1::text, $2::text
    WHERE NOT EXISTS (SELECT FROM gpu_dev.api_users AS known WHERE known.oidc_issuer = $1::text AND known.oidc_subject = $2::text)
    ON CONFLICT DO NOTHING
    RETURNING made.user_id
  )
  INSERT INTO gpu_dev.api_users (username, email, oidc_issuer, oidc_subject)
  SELECT $4::text, $5::text, $1::text, $2::text
  WHERE NOT EXISTS (SELECT FROM under_own_name)
    AND NOT EXISTS (SELECT FROM gpu_dev.api_users AS known WHERE known.oidc_issuer = $1::text AND known.oidc_subject = $2::text)
  ON CONFLICT DO NOTHING
`

const ISSUE_KEY = `
  WITH account AS MATERIALIZED (
    SELECT known.user_id, known.username, known.is_active
    FROM gpu_dev.api_users AS known
    WHERE known.oidc_issuer = $1 AND known.oidc_subject = $2
  ),
  made AS (
    INSERT INTO gpu_dev.api_keys AS made (user_id, key_hash, key_prefix, expires_at, description)
    SELECT account.user_id, $3, $4, clock_timestamp() + $5::float8 * interval '1 hour', $6
    FROM account
    WHERE account.is_active
    RETURNING made.key_id, made.expires_at
  )
  SELECT account.user_id, account.username, made.key_id, made.expires_at
  FROM account
  LEFT JOIN made ON true
`
