import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface FindActiveUserParameters {
  userId: number
}

export interface ActiveUser {
  userId: number
  name: string
  email: string
  roleName: string
}

const findActiveUserParameters = z.object({ userId: z.int() })

const activeUser = z.object({ userId: z.int(), name: z.string(), email: z.string(), roleName: z.string() })

/**
 * Gives a person who exists and is active, with their role; `undefined` for anybody else.
 *
 * For a request whose token says who it is and was made some time ago.
 *
 * @throws InvalidInputError
 * @example
 * if (!(await findActiveUser(pool, { userId: claims.sub }))) return unauthorized()
 */
export async function findActiveUser(
  db: Queryable,
  parameters: FindActiveUserParameters,
): Promise<ActiveUser | undefined> {
  const { userId } = parseInput('findActiveUser', findActiveUserParameters, parameters)
  const { rows } = await db.query(FIND_ACTIVE_USER, [userId])
  return activeUser.optional().parse(rows[0])
}

const FIND_ACTIVE_USER = `
  SELECT person.id AS "userId", person.name, person.email, role.name AS "roleName"
  FROM containers_lab.users AS person
  JOIN containers_lab.roles AS role ON role.id = person.role_id
  WHERE person.id = $1 AND person.status = 'active'
`
