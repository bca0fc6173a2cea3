import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type TrackedEmployee, trackedEmployee } from './employee.js'
import { type EmployeeWork, employeeWork } from './employee-work.js'

export interface FindEmployeeTrackingParameters {
  userId: number
}

const findEmployeeTrackingParameters = z.object({ userId: z.int() })

const employeeDetail = trackedEmployee.extend(employeeWork)

/**
 * Gives how one person is doing, with what was given to them: courses, modules, tasks.
 * `undefined` when there is no such person.
 *
 * @throws InvalidInputError
 * @example
 * const detail = await findEmployeeTracking(pool, { userId })
 */
export async function findEmployeeTracking(
  db: Queryable,
  parameters: FindEmployeeTrackingParameters,
): Promise<(TrackedEmployee & EmployeeWork) | undefined> {
  const { userId } = parseInput('findEmployeeTracking', findEmployeeTrackingParameters, parameters)
  const { rows } = await db.query(FIND_EMPLOYEE_TRACKING, [userId])
  return employeeDetail.optional().parse(rows[0])
}

const FIND_EMPLOYEE_TRACKING = `
  SELECT user_id AS "userId", name, email, user_status AS status, role_name AS "roleName", course_count AS "courseCount",
    module_count AS "moduleCount", task_count AS "taskCount", assigned_count AS "assignedCount",
    in_progress_count AS "inProgressCount", completed_count AS "completedCount", blocked_count AS "blockedCount",
    overdue_count AS "overdueCount", first_started_at AS "firstStartedAt", last_completed_at AS "lastCompletedAt",
    average_minutes AS "averageMinutes", completion_percent AS "completionPercent",
    courses, modules, tasks
  FROM containers_lab.employee_tracking
  JOIN containers_lab.employee_work USING (user_id)
  WHERE user_id = $1
`
