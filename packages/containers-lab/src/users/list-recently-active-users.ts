import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListRecentlyActiveUsersParameters {
  /** How far back to look. @default 10 */
  minutes?: number
  /** 1 to 500. @default 50 */
  limit?: number
}

export interface RecentlyActiveUser {
  userId: number
  name: string
  email: string
  lastActivityAt: Date
}

const listRecentlyActiveUsersParameters = z.object({
  minutes: z.int().min(1).max(1_000_000).default(10),
  limit: z.int().min(1).max(500).default(50),
})

const recentlyActiveUser = z.object({
  userId: z.int(),
  name: z.string(),
  email: z.string(),
  lastActivityAt: z.date(),
})

/**
 * Lists who has lately done something that is in the audit trail, the latest first.
 *
 * @throws InvalidInputError
 * @example
 * const present = await listRecentlyActiveUsers(pool)
 */
export async function listRecentlyActiveUsers(
  db: Queryable,
  parameters: ListRecentlyActiveUsersParameters = {},
): Promise<RecentlyActiveUser[]> {
  const input = parseInput('listRecentlyActiveUsers', listRecentlyActiveUsersParameters, parameters)
  const { rows } = await db.query(LIST_RECENTLY_ACTIVE_USERS, [input.minutes, input.limit])
  return z.array(recentlyActiveUser).parse(rows)
}

const LIST_RECENTLY_ACTIVE_USERS = `
  SELECT person.id AS "userId", person.name, person.email, trail.last AS "lastActivityAt"
  FROM (
    SELECT actor_user_id, max(created_at) AS last
    FROM containers_lab.audit_logs
    WHERE created_at >= now() - make_interval(mins => $1) AND actor_user_id IS NOT NULL
    GROUP BY actor_user_id
  ) AS trail
  JOIN containers_lab.users AS person ON person.id = trail.actor_user_id
  ORDER BY trail.last DESC, person.id
  LIMIT $2
`
