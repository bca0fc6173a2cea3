import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type AssignmentStatus, assignmentStatus } from '../assignments/assignment.js'
import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type UserTask, userTask } from './user-task.js'

export interface ListUserTasksParameters {
  userId: number
  /** @default every status, and none */
  status?: AssignmentStatus
  /** @default of any course and of none */
  courseId?: number
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listUserTasksParameters = z.object({
  userId: z.int(),
  status: assignmentStatus.optional(),
  courseId: z.int().optional(),
  ...page,
})

/**
 * Lists what a person has to do, each task once, whichever way it was given: the soonest
 * due first, what has no date last.
 *
 * @throws InvalidInputError
 * @example
 * const tasks = await listUserTasks(pool, { userId, status: 'in_progress' })
 */
export async function listUserTasks(db: Queryable, parameters: ListUserTasksParameters): Promise<UserTask[]> {
  const input = parseInput('listUserTasks', listUserTasksParameters, parameters)
  const { rows } = await db.query(LIST_USER_TASKS, [
    input.userId,
    input.status,
    input.courseId,
    input.limit,
    input.offset,
  ])
  return z.array(userTask).parse(rows)
}

const LIST_USER_TASKS = `
  SELECT task_id AS "taskId", title, course_id AS "courseId", module_id AS "moduleId",
    assignment_id AS "assignmentId", own, status, due_date AS "dueDate", completed_at AS "completedAt", notes
  FROM containers_lab.user_tasks
  WHERE user_id = $1
    AND ($2::text IS NULL OR status = $2)
    AND ($3::integer IS NULL OR course_id = $3)
  ORDER BY due_date, task_id
  LIMIT $4 OFFSET $5
`
