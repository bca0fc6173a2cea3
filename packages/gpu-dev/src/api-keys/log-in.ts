import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { type IssuedKey, issuedRow, toIssuedKey } from './issued-key.js'
import { type KeyOptions, keyOptions } from './key-options.js'
import { newKey } from './new-key.js'

export interface LogInParameters extends KeyOptions {
  /** As whoever vouches for the user names him. */
  username: string
  /** @default what is known already */
  email?: string
}

/** `disabled`: there is an account, and it may not be used. */
export type LogIn = { outcome: 'logged_in'; key: IssuedKey } | { outcome: 'disabled' }

const logInParameters = z.object({ username: userName, email: z.string().max(255).optional(), ...keyOptions })

/**
 * Makes the account of a user who was vouched for, unless it is there, and gives it a key.
 *
 * One statement. A disabled account stays disabled; `setApiUserActive` enables it.
 *
 * @throws InvalidInputError
 * @example
 * const login = await logIn(pool, { username: 'ada' })
 * if (login.outcome === 'logged_in') respond(login.key.key)
 */
export async function logIn(db: Queryable, parameters: LogInParameters): Promise<LogIn> {
  const { username, email, lifetimeHours, description } = parseInput('logIn', logInParameters, parameters)
  const made = newKey()
  const { rows } = await db.query(LOG_IN, [username, email, made.hash, made.prefix, lifetimeHours, description])
  const key = toIssuedKey(issuedRow.parse(rows[0]), made)
  return key ? { outcome: 'logged_in', key } : { outcome: 'disabled' }
}

const LOG_IN = `
  WITH account AS (
    INSERT INTO gpu_dev.api_users AS known (username, email)
    VALUES ($1, $2)
    ON CONFLICT ON CONSTRAINT api_users_username_key DO UPDATE SET email = coalesce(EXCLUDED.email, known.email)
    RETURNING known.user_id, known.username, known.is_active
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
