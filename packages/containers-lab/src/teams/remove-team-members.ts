import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'

export interface RemoveTeamMembersParameters {
  teamId: number
  /** Up to 10,000. */
  userIds: number[]
}

const removeTeamMembersParameters = z.object({ teamId: z.int(), userIds: ids })

/**
 * Takes people out of a team; gives the ids of those who were in it.
 *
 * @throws InvalidInputError
 * @example
 * const left = await removeTeamMembers(pool, { teamId, userIds: [4] })
 */
export async function removeTeamMembers(db: Queryable, parameters: RemoveTeamMembersParameters): Promise<number[]> {
  const { teamId, userIds } = parseInput('removeTeamMembers', removeTeamMembersParameters, parameters)
  const { rows } = await db.query(REMOVE_TEAM_MEMBERS, [teamId, userIds])
  return z.array(z.object({ id: z.int() }).transform(({ id }) => id)).parse(rows)
}

const REMOVE_TEAM_MEMBERS = `
  WITH removed AS (
    DELETE FROM containers_lab.user_teams
    WHERE team_id = $1 AND user_id = ANY ($2::integer[])
    RETURNING user_id AS id
  )
  SELECT id FROM removed ORDER BY id
`
