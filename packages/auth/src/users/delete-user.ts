import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteUserParameters {
  id: string
}

const deleteUserParameters = z.object({ id: z.guid() })

/**
 * Deletes a user: true when this call did it, false when there was none left to delete.
 *
 * The row stays, so that what refers to it stays good; the address and both kinds of
 * metadata are erased, and the address can be registered again at once. Tokens that
 * were issued before keep naming the user until they expire.
 *
 * @throws InvalidInputError
 * @example
 * if (!(await deleteUser(pool, { id }))) return notFound()
 */
export async function deleteUser(db: Queryable, parameters: DeleteUserParameters): Promise<boolean> {
  const { id } = parseInput('deleteUser', deleteUserParameters, parameters)
  const { rows } = await db.query(DELETE_USER, [id])
  return rows.length === 1
}

const DELETE_USER = `
  UPDATE auth.users
  SET deleted_at         = now(),
      updated_at         = now(),
      email              = NULL,
      raw_app_meta_data  = '{}',
      raw_user_meta_data = '{}'
  WHERE id = $1 AND deleted_at IS NULL
  RETURNING id
`
