import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface HasPermissionParameters {
  userId: number
  /** As in `courses:manage`. */
  permission: string
}

const hasPermissionParameters = z.object({ userId: z.int(), permission: z.string().min(1) })

/**
 * Tells whether a person may do something, by their role; false for who is not active.
 *
 * The row policies ask the same function.
 *
 * @throws InvalidInputError
 * @example
 * if (!(await hasPermission(pool, { userId, permission: 'courses:manage' }))) return forbidden()
 */
export async function hasPermission(db: Queryable, parameters: HasPermissionParameters): Promise<boolean> {
  const { userId, permission } = parseInput('hasPermission', hasPermissionParameters, parameters)
  const { rows } = await db.query(HAS_PERMISSION, [userId, permission])
  return z.object({ allowed: z.boolean() }).parse(rows[0]).allowed
}

const HAS_PERMISSION = `
  SELECT containers_lab.has_permission($1, $2) AS allowed
`
