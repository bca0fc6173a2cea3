import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type User, user } from './user.js'

export interface UpdateUserParameters {
  userId: number
  /** @default left as it is, like each of the following */
  name?: string
  email?: string
  /** Null takes it away. */
  publicSshKey?: string | null
  provisioningPref?: unknown
}

const updateUserParameters = z.object({
  userId: z.int(),
  name: z.string().trim().min(1).max(200).optional(),
  email: z.email().max(255).optional(),
  publicSshKey: z.string().max(16_384).nullish(),
  provisioningPref: z.unknown().optional(),
})

/**
 * Changes what is given of a person's profile, and gives the person as they are then;
 * `undefined` when they do not exist.
 *
 * Role, status and password have accessors of their own, which ask who acts.
 *
 * @throws TakenError when somebody else has the address.
 * @throws InvalidInputError
 * @example
 * const profile = await updateUser(pool, { userId, name: 'Ada L.' })
 */
export async function updateUser(db: Queryable, parameters: UpdateUserParameters): Promise<User | undefined> {
  const { userId, ...changes } = parseInput('updateUser', updateUserParameters, parameters)
  try {
    const { rows } = await db.query(UPDATE_USER, [userId, JSON.stringify(changes)])
    return user.optional().parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

// A key that is missing from the changes leaves its column as it is; null is a value.
const UPDATE_USER = `
  WITH changed AS (
    SELECT $2::text::jsonb AS to
  )
  UPDATE containers_lab.users AS person
  SET name              = coalesce(changed.to ->> 'name', person.name),
      email             = coalesce(changed.to ->> 'email', person.email),
      public_ssh_key    = CASE WHEN changed.to ? 'publicSshKey' THEN changed.to ->> 'publicSshKey' ELSE person.public_ssh_key END,
      provisioning_pref = CASE
        WHEN changed.to ? 'provisioningPref' THEN nullif(changed.to -> 'provisioningPref', 'null') ELSE person.provisioning_pref
      END
  FROM changed, containers_lab.roles AS role
  WHERE person.id = $1 AND role.id = person.role_id
  RETURNING person.id AS "userId", person.azure_ad_id AS "externalId", person.name, person.email,
    role.name AS "roleName", person.status, person.public_ssh_key AS "publicSshKey",
    person.profile_pic AS "profilePic", person.provisioning_pref AS "provisioningPref",
    person.created_at AS "createdAt"
`
