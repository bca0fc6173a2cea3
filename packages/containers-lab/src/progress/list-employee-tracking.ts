import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { literalPattern } from '../literal-pattern.js'
import { parseInput } from '../parse-input.js'
import { type TrackedEmployee, trackedEmployee } from './employee.js'

export interface ListEmployeeTrackingParameters {
  /** @default every role */
  roleName?: string
  /** Part of a name or an address, in any letter case; `%` and `_` stand for themselves. @default everybody */
  search?: string
  /** 1 to 10,000. @default 1000 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listEmployeeTrackingParameters = z.object({
  roleName: z.string().optional(),
  search: z.string().max(200).optional(),
  limit: z.int().min(1).max(10_000).default(1000),
  offset: z.int().min(0).max(1_000_000).default(0),
})

/**
 * Lists how everybody is doing, by name: in one pass over the assignments, not a query each.
 *
 * What each has to do, task by task, is `listEmployeeWork`'s to tell.
 *
 * @throws InvalidInputError
 * @example
 * const employees = await listEmployeeTracking(pool, { roleName: 'employee' })
 */
export async function listEmployeeTracking(
  db: Queryable,
  parameters: ListEmployeeTrackingParameters = {},
): Promise<TrackedEmployee[]> {
  const input = parseInput('listEmployeeTracking', listEmployeeTrackingParameters, parameters)
  const { rows } = await db.query(LIST_EMPLOYEE_TRACKING, [
    input.roleName,
    literalPattern(input.search),
    input.limit,
    input.offset,
  ])
  return z.array(trackedEmployee).parse(rows)
}

const LIST_EMPLOYEE_TRACKING = `
  SELECT user_id AS "userId", name, email, user_status AS status, role_name AS "roleName", course_count AS "courseCount",
    module_count AS "moduleCount", task_count AS "taskCount", assigned_count AS "assignedCount",
    in_progress_count AS "inProgressCount", completed_count AS "completedCount", blocked_count AS "blockedCount",
    overdue_count AS "overdueCount", first_started_at AS "firstStartedAt", last_completed_at AS "lastCompletedAt",
    average_minutes AS "averageMinutes", completion_percent AS "completionPercent"
  FROM containers_lab.employee_tracking
  WHERE ($1::text IS NULL OR role_name = $1) AND ($2::text IS NULL OR name ILIKE $2 OR email ILIKE $2)
  ORDER BY lower(name), user_id
  LIMIT $3 OFFSET $4
`
