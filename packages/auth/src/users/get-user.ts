import type { Queryable } from '@schemata/contract'

import { UnknownUserError } from '../errors.js'
import { findUser } from './find-user.js'
import type { User } from './user.js'

export interface GetUserParameters {
  id: string
}

/**
 * Gives a user that must exist.
 *
 * @throws UnknownUserError when there is none with this id or it was deleted.
 * @throws InvalidInputError
 * @example
 * const { email } = await getUser(pool, { id })
 */
export async function getUser(db: Queryable, parameters: GetUserParameters): Promise<User> {
  const found = await findUser(db, parameters)
  if (!found) throw new UnknownUserError({ userId: parameters.id })
  return found
}
