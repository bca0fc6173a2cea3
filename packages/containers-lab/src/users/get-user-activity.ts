import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { UnknownReferenceError } from '../errors.js'
import { parseInput } from '../parse-input.js'
import { type User, user } from './user.js'

export interface GetUserActivityParameters {
  userId: number
}

export interface UserActivity {
  user: User
  assignments: { total: number; assigned: number; inProgress: number; completed: number; blocked: number }
  containerCount: number
  /** When they last did something that is in the audit trail. */
  lastActivityAt: Date | null
  /** The ten latest entries in which they acted, latest first. */
  recent: { action: string; targetType: string; targetId: string | null; at: Date }[]
}

const getUserActivityParameters = z.object({ userId: z.int() })

const userActivity = z.object({
  user,
  assignments: z.object({
    total: z.int(),
    assigned: z.int(),
    inProgress: z.int(),
    completed: z.int(),
    blocked: z.int(),
  }),
  containerCount: z.int(),
  lastActivityAt: z.date().nullable(),
  recent: z.array(
    z.object({
      action: z.string(),
      targetType: z.string(),
      targetId: z.string().nullable(),
      at: z.coerce.date(),
    }),
  ),
})

/**
 * Gives a person with what they have to do, by status, and what they did last.
 *
 * @throws UnknownReferenceError when there is no such person.
 * @throws InvalidInputError
 * @example
 * const { assignments, recent } = await getUserActivity(pool, { userId })
 */
export async function getUserActivity(db: Queryable, parameters: GetUserActivityParameters): Promise<UserActivity> {
  const { userId } = parseInput('getUserActivity', getUserActivityParameters, parameters)
  const { rows } = await db.query(GET_USER_ACTIVITY, [userId])
  const [row] = rows
  if (!row) throw new UnknownReferenceError({ kind: 'user', id: userId })
  return userActivity.parse({ ...row, user: row })
}

const GET_USER_ACTIVITY = `
  SELECT person.id AS "userId", person.azure_ad_id AS "externalId", person.name, person.email,
    role.name AS "roleName", person.status, person.public_ssh_key AS "publicSshKey",
    person.profile_pic AS "profilePic", person.provisioning_pref AS "provisioningPref",
    person.created_at AS "createdAt", work.counts AS assignments, owned.total AS "containerCount",
    trail.last AS "lastActivityAt", trail.recent
  FROM containers_lab.users AS person
  JOIN containers_lab.roles AS role ON role.id = person.role_id
  CROSS JOIN LATERAL (
    SELECT json_build_object(
      'total', count(*),
      'assigned', count(*) FILTER (WHERE given.status = 'assigned'),
      'inProgress', count(*) FILTER (WHERE given.status = 'in_progress'),
      'completed', count(*) FILTER (WHERE given.status = 'completed'),
      'blocked', count(*) FILTER (WHERE given.status = 'blocked')) AS counts
    FROM containers_lab.assignments AS given
    WHERE given.assigned_to_user_id = person.id
  ) AS work
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS total FROM containers_lab.containers AS container WHERE container.owner_user_id = person.id
  ) AS owned
  CROSS JOIN LATERAL (
    SELECT max(entry.created_at) AS last,
      coalesce(json_agg(json_build_object(
        'action', entry.action, 'targetType', entry.target_type, 'targetId', entry.target_id, 'at', entry.created_at)
        ORDER BY entry.created_at DESC, entry.id DESC), '[]') AS recent
    FROM (
      SELECT latest.id, latest.action, latest.target_type, latest.target_id, latest.created_at
      FROM containers_lab.audit_logs AS latest
      WHERE latest.actor_user_id = person.id
      ORDER BY latest.created_at DESC, latest.id DESC
      LIMIT 10
    ) AS entry
  ) AS trail
  WHERE person.id = $1
`
