import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { EmailTakenError, UserIdTakenError } from '../errors.js'
import { parseInput } from '../parse-input.js'
import { emailAddress } from './email-address.js'
import { type User, user } from './user.js'

export interface CreateUserParameters {
  /** @default a random one */
  id?: string
  /** Stored in lower case. @default none */
  email?: string
  /** What the application states about the user. @default empty */
  appMetadata?: Readonly<Record<string, unknown>>
  /** What users state about themselves. @default empty */
  userMetadata?: Readonly<Record<string, unknown>>
}

const createUserParameters = z.object({
  id: z.guid().optional(),
  email: emailAddress.optional(),
  appMetadata: z.record(z.string(), z.unknown()).default({}),
  userMetadata: z.record(z.string(), z.unknown()).default({}),
})

/**
 * Creates a user.
 *
 * For databases where this package owns the table. A host that brings its own users
 * also keeps credentials and identities beside them: create users through its API.
 *
 * @throws EmailTakenError when another user has the address.
 * @throws UserIdTakenError when the id is in use, by a deleted user too.
 * @throws InvalidInputError
 * @example
 * const author = await createUser(pool, { email: 'ada@example.org' })
 */
export async function createUser(db: Queryable, parameters: CreateUserParameters): Promise<User> {
  const { id, email, appMetadata, userMetadata } = parseInput('createUser', createUserParameters, parameters)
  try {
    const values = [id, email, JSON.stringify(appMetadata), JSON.stringify(userMetadata)]
    const { rows } = await db.query(CREATE_USER, values)
    return user.parse(rows[0])
  } catch (cause) {
    if (id !== undefined && violates(cause, 'users_pkey')) throw new UserIdTakenError({ userId: id, cause })
    if (email !== undefined && violates(cause, 'users_email_partial_key')) throw new EmailTakenError({ email, cause })
    throw cause
  }
}

const CREATE_USER = `
  INSERT INTO auth.users (id, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
  VALUES (coalesce($1::uuid, gen_random_uuid()), $2::text, $3::text::jsonb, $4::text::jsonb, now(), now())
  RETURNING id, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at
`
