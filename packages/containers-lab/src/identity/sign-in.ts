import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { createSession } from './create-session.js'
import { hashPassword } from './hash-password.js'
import type { NewSession } from './session.js'
import { validForSeconds } from './valid-for.js'
import { verifyPassword } from './verify-password.js'

export interface SignInParameters {
  /** In any letter case. */
  email: string
  password: string
  /** 60 to 366 days. @default 8 hours */
  validForSeconds?: number | undefined
}

/** Why somebody was refused is not said: it would tell who has an account. */
export type SignIn = { outcome: 'signed-in'; session: NewSession } | { outcome: 'refused' }

const signInParameters = z.object({
  email: z.string().min(1).max(255),
  password: z.string().max(1000),
  validForSeconds: validForSeconds.optional(),
})

const credential = z.object({ userId: z.int(), passwordHash: z.string() })

/**
 * Signs a person in with address and password, and opens a session.
 *
 * Refused are a wrong password, an unknown address, a person without a password and one
 * who is not active, all alike and in about the same time. A hash that is weaker than a
 * new one would be is replaced on the way. How often somebody may try is the
 * application's to limit.
 *
 * @throws UnsupportedPasswordHashError when the stored hash is of a kind that cannot be checked.
 * @throws InvalidInputError
 * @example
 * const result = await signIn(pool, { email, password })
 * if (result.outcome === 'signed-in') setCookie('session', result.session.token)
 */
export async function signIn(db: Queryable, parameters: SignInParameters): Promise<SignIn> {
  const input = parseInput('signIn', signInParameters, parameters)
  const { rows } = await db.query(FIND_SIGN_IN, [input.email])
  const found = credential.optional().parse(rows[0])
  if (!found) {
    // As long as a comparison takes, so that the time does not tell who has an account.
    await hashPassword(input.password)
    return { outcome: 'refused' }
  }
  const { valid, outdated } = await verifyPassword(input.password, found.passwordHash)
  if (!valid) return { outcome: 'refused' }
  if (outdated) {
    await db.query(UPGRADE_HASH, [found.userId, found.passwordHash, await hashPassword(input.password)])
  }
  const session = await createSession(db, { userId: found.userId, validForSeconds: input.validForSeconds })
  return session ? { outcome: 'signed-in', session } : { outcome: 'refused' }
}

const FIND_SIGN_IN = `
  SELECT user_id AS "userId", password_hash AS "passwordHash"
  FROM containers_lab.find_sign_in($1)
`

const UPGRADE_HASH = `
  SELECT containers_lab.upgrade_password_hash($1, $2, $3)
`
