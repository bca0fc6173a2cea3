import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface IsEmailAvailableParameters {
  email: string
  /** Whose own address does not count. */
  exceptUserId?: number
}

const isEmailAvailableParameters = z.object({ email: z.email().max(255), exceptUserId: z.int().optional() })

/**
 * Tells whether nobody has an address, whatever its letter case.
 *
 * For a form to say so early: the key decides in the end. Under row security, an address
 * of somebody who is not visible seems free.
 *
 * @throws InvalidInputError
 * @example
 * if (!(await isEmailAvailable(pool, { email, exceptUserId: userId }))) return 'taken'
 */
export async function isEmailAvailable(db: Queryable, parameters: IsEmailAvailableParameters): Promise<boolean> {
  const { email, exceptUserId } = parseInput('isEmailAvailable', isEmailAvailableParameters, parameters)
  const { rows } = await db.query(IS_EMAIL_AVAILABLE, [email, exceptUserId])
  return z.object({ available: z.boolean() }).parse(rows[0]).available
}

const IS_EMAIL_AVAILABLE = `
  SELECT NOT EXISTS (
    SELECT FROM containers_lab.users WHERE lower(email) = lower($1) AND id IS DISTINCT FROM $2::integer
  ) AS available
`
