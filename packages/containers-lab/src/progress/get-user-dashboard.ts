import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface GetUserDashboardParameters {
  userId: number
}

export interface UserDashboard {
  /** Given whole, by a module or by a task. */
  courseCount: number
  /** Given on their own, of courses that are not. */
  independentModuleCount: number
  /** Of no course. */
  independentTaskCount: number
  /** All tasks, each once. What was not begun and not given by itself counts as assigned. */
  tasks: { total: number; assigned: number; inProgress: number; completed: number; blocked: number; overdue: number }
}

const getUserDashboardParameters = z.object({ userId: z.int() })

const userDashboard = z.object({
  courseCount: z.int(),
  independentModuleCount: z.int(),
  independentTaskCount: z.int(),
  tasks: z.object({
    total: z.int(),
    assigned: z.int(),
    inProgress: z.int(),
    completed: z.int(),
    blocked: z.int(),
    overdue: z.int(),
  }),
})

/**
 * Counts what a person has to do. Zeros for who has nothing, or does not exist.
 *
 * @throws InvalidInputError
 * @example
 * const { tasks } = await getUserDashboard(pool, { userId })
 */
export async function getUserDashboard(db: Queryable, parameters: GetUserDashboardParameters): Promise<UserDashboard> {
  const { userId } = parseInput('getUserDashboard', getUserDashboardParameters, parameters)
  const { rows } = await db.query(GET_USER_DASHBOARD, [userId])
  return userDashboard.parse(rows[0])
}

const GET_USER_DASHBOARD = `
  SELECT
    (SELECT count(*)::integer FROM containers_lab.course_progress WHERE user_id = $1) AS "courseCount",
    (
      SELECT count(*)::integer
      FROM containers_lab.module_assignments AS given
      JOIN containers_lab.modules AS part ON part.id = given.module_id
      WHERE given.assigned_to_user_id = $1
        AND NOT EXISTS (
          SELECT FROM containers_lab.course_assignments AS whole
          WHERE whole.assigned_to_user_id = $1 AND whole.course_id = part.course_id
        )
    ) AS "independentModuleCount",
    work.independent AS "independentTaskCount", work.tasks
  FROM (
    SELECT (count(*) FILTER (WHERE course_id IS NULL))::integer AS independent,
      json_build_object(
        'total', count(*),
        'assigned', count(*) FILTER (WHERE coalesce(status, 'assigned') = 'assigned'),
        'inProgress', count(*) FILTER (WHERE status = 'in_progress'),
        'completed', count(*) FILTER (WHERE status = 'completed'),
        'blocked', count(*) FILTER (WHERE status = 'blocked'),
        'overdue', count(*) FILTER (WHERE due_date < now() AND status <> 'completed')) AS tasks
    FROM containers_lab.user_tasks
    WHERE user_id = $1
  ) AS work
`
