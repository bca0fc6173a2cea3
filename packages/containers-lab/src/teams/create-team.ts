import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type Team, team } from './team.js'

export interface CreateTeamParameters {
  name: string
  description?: string
}

const createTeamParameters = z.object({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(10_000).optional(),
})

/**
 * Creates a team without members.
 *
 * @throws TakenError when a team has the name.
 * @throws InvalidInputError
 * @example
 * const { teamId } = await createTeam(pool, { name: 'Night shift' })
 */
export async function createTeam(db: Queryable, parameters: CreateTeamParameters): Promise<Team> {
  const input = parseInput('createTeam', createTeamParameters, parameters)
  try {
    const { rows } = await db.query(CREATE_TEAM, [input.name, input.description])
    return team.parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const CREATE_TEAM = `
  INSERT INTO containers_lab.teams (name, description)
  VALUES ($1, $2)
  RETURNING id AS "teamId", name, description, created_at AS "createdAt"
`
