import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface UserStatistics {
  total: number
  active: number
  disabled: number
  suspended: number
  newInSevenDays: number
  newInThirtyDays: number
  /** Every role, those nobody has included, by name. */
  byRole: { roleName: string; count: number }[]
}

const userStatistics = z.object({
  total: z.int(),
  active: z.int(),
  disabled: z.int(),
  suspended: z.int(),
  newInSevenDays: z.int(),
  newInThirtyDays: z.int(),
  byRole: z.array(z.object({ roleName: z.string(), count: z.int() })),
})

/**
 * Counts the people, by status, by role, and those who are new.
 *
 * @example
 * const { active, byRole } = await getUserStatistics(pool)
 */
export async function getUserStatistics(db: Queryable): Promise<UserStatistics> {
  const { rows } = await db.query(GET_USER_STATISTICS)
  return userStatistics.parse(rows[0])
}

const GET_USER_STATISTICS = `
  SELECT count(*)::integer AS total,
    (count(*) FILTER (WHERE status = 'active'))::integer AS active,
    (count(*) FILTER (WHERE status = 'disabled'))::integer AS disabled,
    (count(*) FILTER (WHERE status = 'suspended'))::integer AS suspended,
    (count(*) FILTER (WHERE created_at >= now() - interval '7 days'))::integer AS "newInSevenDays",
    (count(*) FILTER (WHERE created_at >= now() - interval '30 days'))::integer AS "newInThirtyDays",
    (
      SELECT json_agg(json_build_object('roleName', role.name, 'count', coalesce(held.total, 0)) ORDER BY role.name)
      FROM containers_lab.roles AS role
      LEFT JOIN (
        SELECT role_id, count(*) AS total FROM containers_lab.users GROUP BY role_id
      ) AS held ON held.role_id = role.id
    ) AS "byRole"
  FROM containers_lab.users
`
