import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteUserParameters {
  userId: number
}

export interface DeletedUser {
  /** Containers that have no owner any more; they run on until somebody decides. */
  containerIds: number[]
  /** How many assignments went with the person. */
  assignmentCount: number
  /** Where their picture lies, to be deleted. */
  profilePic: string | null
}

const deleteUserParameters = z.object({ userId: z.int() })

const deletedUser = z.object({
  containerIds: z.array(z.int()),
  assignmentCount: z.int(),
  profilePic: z.string().nullable(),
})

/**
 * Deletes a person with what was assigned to them alone; `undefined` when they do not exist.
 *
 * Courses and tasks stay without an author, containers without an owner, the audit trail
 * with its entries. Deleting oneself works.
 *
 * @throws InvalidInputError
 * @example
 * const deleted = await deleteUser(pool, { userId })
 * for (const containerId of deleted?.containerIds ?? []) await enqueueOperation(pool, { containerId, operation: 'delete' })
 */
export async function deleteUser(db: Queryable, parameters: DeleteUserParameters): Promise<DeletedUser | undefined> {
  const { userId } = parseInput('deleteUser', deleteUserParameters, parameters)
  const { rows } = await db.query(DELETE_USER, [userId])
  return deletedUser.optional().parse(rows[0])
}

// An assignment of a team that the person was to see to stays with the team.
const DELETE_USER = `
  WITH owned AS (
    SELECT coalesce(array_agg(id ORDER BY id), '{}') AS ids FROM containers_lab.containers WHERE owner_user_id = $1
  ), gone AS (
    DELETE FROM containers_lab.users WHERE id = $1 RETURNING id, profile_pic
  ), unassigned AS (
    DELETE FROM containers_lab.assignments AS assignment
    USING gone
    WHERE assignment.assigned_to_user_id = gone.id AND assignment.assigned_group_id IS NULL
    RETURNING 1
  )
  SELECT owned.ids AS "containerIds", (SELECT count(*) FROM unassigned)::integer AS "assignmentCount",
    gone.profile_pic AS "profilePic"
  FROM gone, owned
`
