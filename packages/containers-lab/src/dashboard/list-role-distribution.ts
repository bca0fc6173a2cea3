import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface RoleCount {
  role: string
  users: number
}

const roleCount = z.object({
  role: z.string(),
  users: z.int(),
})

/**
 * Counts people per role, roles of nobody included.
 *
 * @example
 * const roles = await listRoleDistribution(db)
 */
export async function listRoleDistribution(db: Queryable): Promise<RoleCount[]> {
  const { rows } = await db.query(LIST_ROLE_DISTRIBUTION)
  return z.array(roleCount).parse(rows)
}

const LIST_ROLE_DISTRIBUTION = `
  SELECT role.name AS role, count(person.id)::integer AS users
  FROM containers_lab.roles AS role
  LEFT JOIN containers_lab.users AS person ON person.role_id = role.id
  GROUP BY role.id, role.name
  ORDER BY role.id
`
