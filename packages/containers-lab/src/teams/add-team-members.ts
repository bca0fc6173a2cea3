import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type Given, given } from '../assignments/given.js'
import { explainWrite } from '../explain-write.js'
import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'

export interface AddTeamMembersParameters {
  teamId: number
  /** Up to 10,000. */
  userIds: number[]
}

const addTeamMembersParameters = z.object({ teamId: z.int(), userIds: ids })

/**
 * Puts people into a team, and tells who came in now and who was in it already.
 *
 * @throws UnknownReferenceError when the team or one of the people does not exist.
 * @throws InvalidInputError
 * @example
 * const { added } = await addTeamMembers(pool, { teamId, userIds: [4, 5] })
 */
export async function addTeamMembers(db: Queryable, parameters: AddTeamMembersParameters): Promise<Given> {
  const { teamId, userIds } = parseInput('addTeamMembers', addTeamMembersParameters, parameters)
  try {
    const { rows } = await db.query(ADD_TEAM_MEMBERS, [teamId, userIds])
    return given(rows)
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const ADD_TEAM_MEMBERS = `
  WITH asked AS (
    SELECT DISTINCT wanted.id FROM unnest($2::integer[]) AS wanted (id)
  ), added AS (
    INSERT INTO containers_lab.user_teams (team_id, user_id)
    SELECT $1, asked.id
    FROM asked
    ORDER BY asked.id
    ON CONFLICT (user_id, team_id) DO NOTHING
    RETURNING user_id
  )
  SELECT asked.id, added.user_id IS NOT NULL AS added
  FROM asked
  LEFT JOIN added ON added.user_id = asked.id
  ORDER BY asked.id
`
