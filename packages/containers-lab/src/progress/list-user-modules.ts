import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ProgressCounts, progressCounts } from './counts.js'

export interface ListUserModulesParameters {
  userId: number
  /** @default of every course */
  courseId?: number
}

export interface UserModule extends ProgressCounts {
  moduleId: number
  courseId: number
  title: string
  position: number
  dueDate: Date | null
}

const listUserModulesParameters = z.object({ userId: z.int(), courseId: z.int().optional() })

const userModule = z.object({
  moduleId: z.int(),
  courseId: z.int(),
  title: z.string(),
  position: z.int(),
  dueDate: z.date().nullable(),
  ...progressCounts,
})

/**
 * Lists the modules of a person, given with the course, alone or by a task, with how far
 * they have come in each, by course and in its order.
 *
 * @throws InvalidInputError
 * @example
 * const modules = await listUserModules(pool, { userId, courseId })
 */
export async function listUserModules(db: Queryable, parameters: ListUserModulesParameters): Promise<UserModule[]> {
  const { userId, courseId } = parseInput('listUserModules', listUserModulesParameters, parameters)
  const { rows } = await db.query(LIST_USER_MODULES, [userId, courseId])
  return z.array(userModule).parse(rows)
}

const LIST_USER_MODULES = `
  SELECT module_id AS "moduleId", course_id AS "courseId", title, position, due_date AS "dueDate",
    task_count AS "taskCount", in_progress_count AS "inProgressCount", completed_count AS "completedCount",
    blocked_count AS "blockedCount", completion_percent AS "completionPercent"
  FROM containers_lab.module_progress
  WHERE user_id = $1 AND ($2::integer IS NULL OR course_id = $2)
  ORDER BY course_id, position, module_id
`
