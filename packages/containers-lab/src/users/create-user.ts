import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { UnknownReferenceError } from '../errors.js'
import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type User, user } from './user.js'

export interface CreateUserParameters {
  name: string
  /** Stored in lower case. */
  email: string
  /** Their id at the identity provider. @default made up, for somebody who signs in here */
  externalId?: string
  /** @default 'employee' */
  roleName?: string
}

const createUserParameters = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.email().max(255).toLowerCase(),
  externalId: z.string().min(1).max(500).optional(),
  roleName: z.string().default('employee'),
})

/**
 * Creates a person without a password: they sign in at the identity provider, or get one
 * with `setPassword`.
 *
 * Under row security the actor needs the permission `users:manage`; as the owner of the
 * schema nothing is asked, which is how the first administrator comes to be.
 *
 * @throws TakenError when the address or the external id is somebody's.
 * @throws UnknownReferenceError when there is no such role.
 * @throws InvalidInputError
 * @example
 * const { userId } = await createUser(pool, { name: 'Ada', email: 'ada@lab.example', roleName: 'manager' })
 */
export async function createUser(db: Queryable, parameters: CreateUserParameters): Promise<User> {
  const input = parseInput('createUser', createUserParameters, parameters)
  try {
    const { rows } = await db.query(CREATE_USER, [input.name, input.email, input.externalId, input.roleName])
    const created = user.optional().parse(rows[0])
    if (created) return created
  } catch (cause) {
    throw explainWrite(cause)
  }
  throw new UnknownReferenceError({ kind: 'role', id: input.roleName })
}

const CREATE_USER = `
  INSERT INTO containers_lab.users AS person (name, email, azure_ad_id, role_id)
  SELECT $1, $2, coalesce($3, 'local:' || gen_random_uuid()), role.id
  FROM containers_lab.roles AS role
  WHERE role.name = $4
  RETURNING person.id AS "userId", person.azure_ad_id AS "externalId", person.name, person.email, $4 AS "roleName",
    person.status, person.public_ssh_key AS "publicSshKey", person.profile_pic AS "profilePic",
    person.provisioning_pref AS "provisioningPref", person.created_at AS "createdAt"
`
