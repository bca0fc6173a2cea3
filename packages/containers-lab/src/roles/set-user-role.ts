import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface SetUserRoleParameters {
  /** Who does it; needs the permission `users:manage`, so that nobody promotes themselves. */
  actingUserId: number
  userId: number
  roleName: string
}

const setUserRoleParameters = z.object({ actingUserId: z.int(), userId: z.int(), roleName: z.string().min(1) })

/**
 * Gives a person another role; false when the person or the role does not exist.
 *
 * In a transaction that has an actor already, the acting person must be that actor.
 *
 * @throws RuleViolatedError with the rule `permission` when the acting person may not.
 * @throws InvalidInputError
 * @example
 * await setUserRole(pool, { actingUserId: adminId, userId, roleName: 'manager' })
 */
export async function setUserRole(db: Queryable, parameters: SetUserRoleParameters): Promise<boolean> {
  const input = parseInput('setUserRole', setUserRoleParameters, parameters)
  try {
    const { rows } = await db.query(SET_USER_ROLE, [input.actingUserId, input.userId, input.roleName])
    return z.object({ changed: z.boolean() }).parse(rows[0]).changed
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const SET_USER_ROLE = `
  SELECT containers_lab.change_user_role($1, $2, $3) AS changed
`
