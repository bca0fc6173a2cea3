import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { hashPassword } from './hash-password.js'
import { password } from './password.js'

export interface RegisterUserParameters {
  name: string
  /** Stored in lower case. */
  email: string
  /** 8 to 1,000 characters. */
  password: string
}

const registerUserParameters = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.email().max(255),
  password,
})

/**
 * Registers a person who signs in with a password, with the role `employee`, and gives their id.
 *
 * The person, their credential and the audit row are one statement: all or nothing.
 *
 * @throws TakenError when somebody has the address, in whatever letter case.
 * @throws RuleViolatedError when there is no role `employee`.
 * @throws InvalidInputError
 * @example
 * const userId = await registerUser(pool, { name: 'Ada', email: 'ada@lab.example', password })
 */
export async function registerUser(db: Queryable, parameters: RegisterUserParameters): Promise<number> {
  const input = parseInput('registerUser', registerUserParameters, parameters)
  const hash = await hashPassword(input.password)
  try {
    const { rows } = await db.query(REGISTER_USER, [input.name, input.email, hash])
    return z.object({ userId: z.int() }).parse(rows[0]).userId
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const REGISTER_USER = `
  SELECT containers_lab.register_user($1, $2, $3) AS "userId"
`
