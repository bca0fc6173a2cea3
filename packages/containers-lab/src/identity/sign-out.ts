import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { hashToken } from './token.js'

export interface SignOutParameters {
  token: string
}

const signOutParameters = z.object({ token: z.string().min(1).max(200) })

/**
 * Ends the session that a token opens; false when there is none, or it was over.
 *
 * @throws InvalidInputError
 * @example
 * await signOut(pool, { token: cookies.session })
 */
export async function signOut(db: Queryable, parameters: SignOutParameters): Promise<boolean> {
  const { token } = parseInput('signOut', signOutParameters, parameters)
  const { rows } = await db.query(END_SESSION, [hashToken(token)])
  return z.object({ ended: z.boolean() }).parse(rows[0]).ended
}

const END_SESSION = `
  SELECT containers_lab.end_session($1) AS ended
`
