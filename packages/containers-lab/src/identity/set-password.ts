import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { hashPassword } from './hash-password.js'
import { password } from './password.js'

export interface SetPasswordParameters {
  /** Who does it: the person, or somebody with the permission `users:manage`. */
  actingUserId: number
  userId: number
  /** 8 to 1,000 characters. */
  password: string
}

const setPasswordParameters = z.object({ actingUserId: z.int(), userId: z.int(), password })

/**
 * Sets a person's password without asking for the old one, and ends their sessions; false
 * when the person does not exist.
 *
 * @throws RuleViolatedError with the rule `permission` when the acting person may not.
 * @throws InvalidInputError
 * @example
 * await setPassword(pool, { actingUserId: adminId, userId, password })
 */
export async function setPassword(db: Queryable, parameters: SetPasswordParameters): Promise<boolean> {
  const input = parseInput('setPassword', setPasswordParameters, parameters)
  const hash = await hashPassword(input.password)
  try {
    const { rows } = await db.query(SET_PASSWORD, [input.actingUserId, input.userId, hash])
    return z.object({ changed: z.boolean() }).parse(rows[0]).changed
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const SET_PASSWORD = `
  SELECT containers_lab.set_password($1, $2, $3) AS changed
`
