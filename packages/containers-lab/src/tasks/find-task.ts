import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Task, task } from './task.js'

export interface FindTaskParameters {
  taskId: number
}

const findTaskParameters = z.object({ taskId: z.int() })

/**
 * Gives a task, or `undefined`.
 *
 * @throws InvalidInputError
 * @example
 * const task = await findTask(pool, { taskId })
 */
export async function findTask(db: Queryable, parameters: FindTaskParameters): Promise<Task | undefined> {
  const { taskId } = parseInput('findTask', findTaskParameters, parameters)
  const { rows } = await db.query(FIND_TASK, [taskId])
  return task.optional().parse(rows[0])
}

const FIND_TASK = `
  SELECT id AS "taskId", title, description, related_course_id AS "courseId", module_id AS "moduleId",
    created_by AS "createdBy", created_at AS "createdAt"
  FROM containers_lab.tasks
  WHERE id = $1
`
