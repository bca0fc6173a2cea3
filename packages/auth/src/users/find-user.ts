import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type User, user } from './user.js'

export interface FindUserParameters {
  id: string
}

const findUserParameters = z.object({ id: z.guid() })

/**
 * Gives a user, or `undefined` when there is none with this id or it was deleted.
 *
 * @throws InvalidInputError
 * @example
 * const author = await findUser(pool, { id: course.userId })
 */
export async function findUser(db: Queryable, parameters: FindUserParameters): Promise<User | undefined> {
  const { id } = parseInput('findUser', findUserParameters, parameters)
  const { rows } = await db.query(FIND_USER, [id])
  return user.optional().parse(rows[0])
}

const FIND_USER = `
  SELECT id, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at
  FROM auth.users
  WHERE id = $1 AND deleted_at IS NULL
`
