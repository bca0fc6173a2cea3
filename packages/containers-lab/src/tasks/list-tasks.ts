import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { literalPattern } from '../literal-pattern.js'
import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type Task, task } from './task.js'

export interface ListTasksParameters {
  /** @default of any course and of none */
  courseId?: number
  /** @default of any module and of none */
  moduleId?: number
  /** Part of the title, in any letter case; `%` and `_` stand for themselves. @default any */
  search?: string
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

/** A task with how many assignments of it there are. */
export interface TaskOverview extends Task {
  assignmentCount: number
  assignedCount: number
  inProgressCount: number
  completedCount: number
  blockedCount: number
}

const listTasksParameters = z.object({
  courseId: z.int().optional(),
  moduleId: z.int().optional(),
  search: z.string().max(200).optional(),
  ...page,
})

const taskOverview = task.extend({
  assignmentCount: z.int(),
  assignedCount: z.int(),
  inProgressCount: z.int(),
  completedCount: z.int(),
  blockedCount: z.int(),
})

/**
 * Lists tasks with how many assignments of each there are, by status, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const tasks = await listTasks(pool, { courseId })
 */
export async function listTasks(db: Queryable, parameters: ListTasksParameters = {}): Promise<TaskOverview[]> {
  const input = parseInput('listTasks', listTasksParameters, parameters)
  const { rows } = await db.query(LIST_TASKS, [
    input.courseId,
    input.moduleId,
    literalPattern(input.search),
    input.limit,
    input.offset,
  ])
  return z.array(taskOverview).parse(rows)
}

const LIST_TASKS = `
  SELECT task_id AS "taskId", title, description, course_id AS "courseId", module_id AS "moduleId",
    created_by AS "createdBy", created_at AS "createdAt", assignment_count AS "assignmentCount",
    assigned_count AS "assignedCount", in_progress_count AS "inProgressCount", completed_count AS "completedCount",
    blocked_count AS "blockedCount"
  FROM containers_lab.task_overview
  WHERE ($1::integer IS NULL OR course_id = $1)
    AND ($2::integer IS NULL OR module_id = $2)
    AND ($3::text IS NULL OR title ILIKE $3)
  ORDER BY created_at DESC, task_id DESC
  LIMIT $4 OFFSET $5
`
