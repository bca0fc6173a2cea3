import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type User, user } from './user.js'

export interface FindUserParameters {
  userId: number
}

const findUserParameters = z.object({ userId: z.int() })

/**
 * Gives a person with the name of their role, or `undefined`.
 *
 * @throws InvalidInputError
 * @example
 * const profile = await findUser(pool, { userId })
 */
export async function findUser(db: Queryable, parameters: FindUserParameters): Promise<User | undefined> {
  const { userId } = parseInput('findUser', findUserParameters, parameters)
  const { rows } = await db.query(FIND_USER, [userId])
  return user.optional().parse(rows[0])
}

const FIND_USER = `
  SELECT person.id AS "userId", person.azure_ad_id AS "externalId", person.name, person.email,
    role.name AS "roleName", person.status, person.public_ssh_key AS "publicSshKey",
    person.profile_pic AS "profilePic", person.provisioning_pref AS "provisioningPref",
    person.created_at AS "createdAt"
  FROM containers_lab.users AS person
  JOIN containers_lab.roles AS role ON role.id = person.role_id
  WHERE person.id = $1
`
