import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { type ApiUser, apiUser } from './api-user.js'

export interface FindApiUserParameters {
  username: string
}

const findApiUserParameters = z.object({ username: userName })

/**
 * Gives a user by name, disabled ones too, or undefined.
 *
 * @throws InvalidInputError
 * @example
 * const user = await findApiUser(pool, { username: 'ada' })
 */
export async function findApiUser(db: Queryable, parameters: FindApiUserParameters): Promise<ApiUser | undefined> {
  const { username } = parseInput('findApiUser', findApiUserParameters, parameters)
  const { rows } = await db.query(FIND_API_USER, [username])
  return apiUser.optional().parse(rows[0])
}

const FIND_API_USER = `
  SELECT user_id, username, email, created_at AT TIME ZONE 'UTC' AS created_at, is_active IS TRUE AS is_active
  FROM gpu_dev.api_users
  WHERE username = $1
`
