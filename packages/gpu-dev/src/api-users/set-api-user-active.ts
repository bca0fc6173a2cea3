import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'

export interface SetApiUserActiveParameters {
  username: string
  /** False refuses all keys of the user from now on; true lets those that are left work again. */
  isActive: boolean
}

const setApiUserActiveParameters = z.object({ username: userName, isActive: z.boolean() })

/**
 * Disables or enables an account; false where there is no such user. Logging in does
 * neither.
 *
 * @throws InvalidInputError
 * @example
 * await setApiUserActive(pool, { username: 'ada', isActive: false })
 */
export async function setApiUserActive(db: Queryable, parameters: SetApiUserActiveParameters): Promise<boolean> {
  const { username, isActive } = parseInput('setApiUserActive', setApiUserActiveParameters, parameters)
  const { rows } = await db.query(SET_API_USER_ACTIVE, [username, isActive])
  return rows.length > 0
}

const SET_API_USER_ACTIVE = `
  UPDATE gpu_dev.api_users SET is_active = $2 WHERE username = $1 RETURNING user_id
`
