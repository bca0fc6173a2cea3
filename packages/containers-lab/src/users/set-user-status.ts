import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type UserStatus, userStatus } from './user.js'

export interface SetUserStatusParameters {
  /** Who does it; needs the permission `users:manage`. */
  actingUserId: number
  userId: number
  status: UserStatus
}

const setUserStatusParameters = z.object({ actingUserId: z.int(), userId: z.int(), status: userStatus })

/**
 * Activates, disables or suspends a person; false when they do not exist. Who is not
 * active signs in no more, and their sessions open nothing.
 *
 * @throws RuleViolatedError with the rule `permission` when the acting person may not.
 * @throws InvalidInputError
 * @example
 * await setUserStatus(pool, { actingUserId: adminId, userId, status: 'suspended' })
 */
export async function setUserStatus(db: Queryable, parameters: SetUserStatusParameters): Promise<boolean> {
  const input = parseInput('setUserStatus', setUserStatusParameters, parameters)
  try {
    const { rows } = await db.query(SET_USER_STATUS, [input.actingUserId, input.userId, input.status])
    return z.object({ changed: z.boolean() }).parse(rows[0]).changed
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const SET_USER_STATUS = `
  SELECT containers_lab.change_user_status($1, $2, $3) AS changed
`
