import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { password } from './password.js'
import { setPassword } from './set-password.js'
import { verifyPassword } from './verify-password.js'

export interface ChangePasswordParameters {
  userId: number
  currentPassword: string
  /** 8 to 1,000 characters. */
  newPassword: string
}

const changePasswordParameters = z.object({
  userId: z.int(),
  currentPassword: z.string().max(1000),
  newPassword: password,
})

/**
 * Lets a person change their own password; false when the current one is wrong, or there is none.
 *
 * Ends all their sessions: open a new one for them.
 *
 * @throws RuleViolatedError with the rule `permission` when the person is not active.
 * @throws UnsupportedPasswordHashError when the stored hash is of a kind that cannot be checked.
 * @throws InvalidInputError
 * @example
 * if (await changePassword(pool, { userId, currentPassword, newPassword })) await createSession(pool, { userId })
 */
export async function changePassword(db: Queryable, parameters: ChangePasswordParameters): Promise<boolean> {
  const input = parseInput('changePassword', changePasswordParameters, parameters)
  const { rows } = await db.query(FIND_PASSWORD_HASH, [input.userId])
  const stored = z.object({ passwordHash: z.string() }).optional().parse(rows[0])
  if (!stored || !(await verifyPassword(input.currentPassword, stored.passwordHash)).valid) return false
  return setPassword(db, { actingUserId: input.userId, userId: input.userId, password: input.newPassword })
}

const FIND_PASSWORD_HASH = `
  SELECT password_hash AS "passwordHash"
  FROM containers_lab.local_auth
  WHERE user_id = $1
`
