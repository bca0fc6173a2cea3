import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListUserPermissionsParameters {
  userId: number
}

const listUserPermissionsParameters = z.object({ userId: z.int() })

/**
 * Lists what a person may do, by their role, as names of permissions; nothing for who is not active.
 *
 * @throws InvalidInputError
 * @example
 * const permissions = new Set(await listUserPermissions(pool, { userId }))
 */
export async function listUserPermissions(db: Queryable, parameters: ListUserPermissionsParameters): Promise<string[]> {
  const { userId } = parseInput('listUserPermissions', listUserPermissionsParameters, parameters)
  const { rows } = await db.query(LIST_USER_PERMISSIONS, [userId])
  return z.array(z.object({ name: z.string() }).transform(({ name }) => name)).parse(rows)
}

const LIST_USER_PERMISSIONS = `
  SELECT permission.name
  FROM containers_lab.users AS holder
  JOIN containers_lab.role_permissions AS link ON link.role_id = holder.role_id
  JOIN containers_lab.permissions AS permission ON permission.id = link.permission_id
  WHERE holder.id = $1 AND holder.status = 'active'
  ORDER BY permission.name
`
