import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface SaveRoleParameters {
  /** Who does it; needs the permission `users:manage`. */
  actingUserId: number
  name: string
  /** @default left as it is, none for a new role */
  description?: string
  /** What it allows from now on: these, and nothing else. */
  permissions: string[]
}

const saveRoleParameters = z.object({
  actingUserId: z.int(),
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(2000).optional(),
  permissions: z.array(z.string()).max(1000),
})

/**
 * Makes a role, or gives the one of that name exactly these permissions; gives its id.
 *
 * @throws RuleViolatedError with the rule `permission` when the acting person may not, and
 *   `permission-name` when there is no such permission.
 * @throws InvalidInputError
 * @example
 * await saveRole(pool, { actingUserId: adminId, name: 'tutor', permissions: ['assignments:manage'] })
 */
export async function saveRole(db: Queryable, parameters: SaveRoleParameters): Promise<number> {
  const input = parseInput('saveRole', saveRoleParameters, parameters)
  try {
    const { rows } = await db.query(SAVE_ROLE, [input.actingUserId, input.name, input.description, input.permissions])
    return z.object({ roleId: z.int() }).parse(rows[0]).roleId
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const SAVE_ROLE = `
  SELECT containers_lab.save_role($1, $2, $3, $4) AS "roleId"
`
