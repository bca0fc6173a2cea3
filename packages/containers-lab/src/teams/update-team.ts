import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type Team, team } from './team.js'

export interface UpdateTeamParameters {
  teamId: number
  /** @default left as it is, like the following */
  name?: string
  /** Null takes it away. */
  description?: string | null
}

const updateTeamParameters = z.object({
  teamId: z.int(),
  name: z.string().trim().min(1).max(200).optional(),
  description: z.string().max(10_000).nullish(),
})

/**
 * Changes what is given of a team, and gives the team as it is then; `undefined` when there
 * is none, or the actor may not change it.
 *
 * @throws TakenError when another team has the name.
 * @throws InvalidInputError
 * @example
 * await updateTeam(pool, { teamId, name: 'Day shift' })
 */
export async function updateTeam(db: Queryable, parameters: UpdateTeamParameters): Promise<Team | undefined> {
  const input = parseInput('updateTeam', updateTeamParameters, parameters)
  try {
    const { rows } = await db.query(UPDATE_TEAM, [
      input.teamId,
      input.name,
      input.description !== undefined,
      input.description,
    ])
    return team.optional().parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const UPDATE_TEAM = `
  UPDATE containers_lab.teams
  SET name = coalesce($2, name), description = CASE WHEN $3::boolean THEN $4 ELSE description END
  WHERE id = $1
  RETURNING id AS "teamId", name, description, created_at AS "createdAt"
`
