import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Team, team } from './team.js'

export interface ListTeamsParameters {
  /** Only those that the person is in. @default all */
  userId?: number
}

export interface ListedTeam extends Team {
  /** Of those the caller may see. */
  memberCount: number
}

const listTeamsParameters = z.object({ userId: z.int().optional() })

const listedTeam = team.extend({ memberCount: z.int() })

/**
 * Lists teams with how many are in each, by name.
 *
 * @throws InvalidInputError
 * @example
 * const teams = await listTeams(pool, { userId })
 */
export async function listTeams(db: Queryable, parameters: ListTeamsParameters = {}): Promise<ListedTeam[]> {
  const { userId } = parseInput('listTeams', listTeamsParameters, parameters)
  const { rows } = await db.query(LIST_TEAMS, [userId])
  return z.array(listedTeam).parse(rows)
}

const LIST_TEAMS = `
  SELECT team.id AS "teamId", team.name, team.description, team.created_at AS "createdAt",
    coalesce(held.total, 0)::integer AS "memberCount"
  FROM containers_lab.teams AS team
  LEFT JOIN (
    SELECT team_id, count(*) AS total FROM containers_lab.user_teams GROUP BY team_id
  ) AS held ON held.team_id = team.id
  WHERE $1::integer IS NULL
    OR EXISTS (SELECT FROM containers_lab.user_teams AS member WHERE member.team_id = team.id AND member.user_id = $1)
  ORDER BY lower(team.name), team.id
`
