import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface Permission {
  /** Area and verb, as in `containers:manage`. */
  name: string
  description: string | null
}

const permission = z.object({ name: z.string(), description: z.string().nullable() })

/**
 * Lists every permission that a role may have, by name.
 *
 * @example
 * const permissions = await listPermissions(pool)
 */
export async function listPermissions(db: Queryable): Promise<Permission[]> {
  const { rows } = await db.query(LIST_PERMISSIONS)
  return z.array(permission).parse(rows)
}

const LIST_PERMISSIONS = `
  SELECT name, description
  FROM containers_lab.permissions
  ORDER BY name
`
