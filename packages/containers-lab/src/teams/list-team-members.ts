import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type UserStatus, userStatus } from '../users/user.js'

export interface ListTeamMembersParameters {
  teamId: number
}

export interface TeamMember {
  userId: number
  name: string
  email: string
  status: UserStatus
}

const listTeamMembersParameters = z.object({ teamId: z.int() })

const teamMember = z.object({ userId: z.int(), name: z.string(), email: z.string(), status: userStatus })

/**
 * Lists the people in a team, by name.
 *
 * @throws InvalidInputError
 * @example
 * const members = await listTeamMembers(pool, { teamId })
 */
export async function listTeamMembers(db: Queryable, parameters: ListTeamMembersParameters): Promise<TeamMember[]> {
  const { teamId } = parseInput('listTeamMembers', listTeamMembersParameters, parameters)
  const { rows } = await db.query(LIST_TEAM_MEMBERS, [teamId])
  return z.array(teamMember).parse(rows)
}

const LIST_TEAM_MEMBERS = `
  SELECT person.id AS "userId", person.name, person.email, person.status
  FROM containers_lab.user_teams AS member
  JOIN containers_lab.users AS person ON person.id = member.user_id
  WHERE member.team_id = $1
  ORDER BY lower(person.name), person.id
`
