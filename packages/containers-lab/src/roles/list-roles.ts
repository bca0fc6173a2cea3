import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface Role {
  roleId: number
  name: string
  description: string | null
  /** What it allows, by name. */
  permissions: string[]
  /** How many people have it, of those the caller may see. */
  userCount: number
}

const role = z.object({
  roleId: z.int(),
  name: z.string(),
  description: z.string().nullable(),
  permissions: z.array(z.string()),
  userCount: z.int(),
})

/**
 * Lists the roles with what each allows and how many people have it, by name.
 *
 * @example
 * const roles = await listRoles(pool)
 */
export async function listRoles(db: Queryable): Promise<Role[]> {
  const { rows } = await db.query(LIST_ROLES)
  return z.array(role).parse(rows)
}

const LIST_ROLES = `
  SELECT role.id AS "roleId", role.name, role.description, coalesce(allowed.names, '{}') AS permissions,
    coalesce(held.total, 0)::integer AS "userCount"
  FROM containers_lab.roles AS role
  LEFT JOIN (
    SELECT link.role_id, array_agg(permission.name ORDER BY permission.name) AS names
    FROM containers_lab.role_permissions AS link
    JOIN containers_lab.permissions AS permission ON permission.id = link.permission_id
    GROUP BY link.role_id
  ) AS allowed ON allowed.role_id = role.id
  LEFT JOIN (
    SELECT role_id, count(*) AS total FROM containers_lab.users GROUP BY role_id
  ) AS held ON held.role_id = role.id
  ORDER BY role.name
`
