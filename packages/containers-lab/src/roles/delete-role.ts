import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { RoleInUseError } from '../errors.js'
import { parseInput } from '../parse-input.js'

export interface DeleteRoleParameters {
  name: string
}

const deleteRoleParameters = z.object({ name: z.string().min(1) })

/**
 * Deletes a role that nobody has; false when there is no such role. For the owner of the schema.
 *
 * @throws RoleInUseError
 * @throws InvalidInputError
 * @example
 * await deleteRole(pool, { name: 'tutor' })
 */
export async function deleteRole(db: Queryable, parameters: DeleteRoleParameters): Promise<boolean> {
  const { name } = parseInput('deleteRole', deleteRoleParameters, parameters)
  try {
    const { rows } = await db.query(DELETE_ROLE, [name])
    return rows.length > 0
  } catch (cause) {
    if (violates(cause, 'users_role_id_fkey')) throw new RoleInUseError({ roleName: name, cause })
    throw cause
  }
}

const DELETE_ROLE = `
  DELETE FROM containers_lab.roles
  WHERE name = $1
  RETURNING 1
`
