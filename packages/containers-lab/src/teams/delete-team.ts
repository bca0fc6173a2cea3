import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteTeamParameters {
  teamId: number
}

export interface DeletedTeam {
  memberCount: number
  /** Assignments of the team as a whole that went with it. */
  assignmentCount: number
}

const deleteTeamParameters = z.object({ teamId: z.int() })

const deletedTeam = z.object({ memberCount: z.int(), assignmentCount: z.int() })

/**
 * Deletes a team, its memberships, its quota and what was assigned to it as a whole;
 * `undefined` when there is none, or the actor may not.
 *
 * @throws InvalidInputError
 * @example
 * await deleteTeam(pool, { teamId })
 */
export async function deleteTeam(db: Queryable, parameters: DeleteTeamParameters): Promise<DeletedTeam | undefined> {
  const { teamId } = parseInput('deleteTeam', deleteTeamParameters, parameters)
  const { rows } = await db.query(DELETE_TEAM, [teamId])
  return deletedTeam.optional().parse(rows[0])
}

const DELETE_TEAM = `
  WITH members AS (
    SELECT count(*)::integer AS total FROM containers_lab.user_teams WHERE team_id = $1
  ), gone AS (
    DELETE FROM containers_lab.teams WHERE id = $1 RETURNING id
  ), unassigned AS (
    DELETE FROM containers_lab.assignments AS assignment
    USING gone
    WHERE assignment.assigned_group_id = gone.id AND assignment.assigned_to_user_id IS NULL
    RETURNING 1
  )
  SELECT members.total AS "memberCount", (SELECT count(*) FROM unassigned)::integer AS "assignmentCount"
  FROM gone, members
`
