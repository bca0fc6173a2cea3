import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { emailAddress } from './email-address.js'
import { type User, user } from './user.js'

export interface FindUserByEmailParameters {
  /** Compared in lower case. */
  email: string
}

const findUserByEmailParameters = z.object({ email: emailAddress })

/**
 * Gives the user who has an address, or `undefined` when nobody has it.
 *
 * Users of identity providers are not searched: several of them may share one address.
 *
 * @throws InvalidInputError
 * @example
 * const ada = await findUserByEmail(pool, { email: 'ada@example.org' })
 */
export async function findUserByEmail(db: Queryable, parameters: FindUserByEmailParameters): Promise<User | undefined> {
  const { email } = parseInput('findUserByEmail', findUserByEmailParameters, parameters)
  const { rows } = await db.query(FIND_USER_BY_EMAIL, [email])
  return user.optional().parse(rows[0])
}

const FIND_USER_BY_EMAIL = `
  SELECT id, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at
  FROM auth.users
  WHERE email = $1 AND is_sso_user = false AND deleted_at IS NULL
`
