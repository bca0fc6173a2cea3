import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type Task, task } from './task.js'

export interface UpdateTaskParameters {
  taskId: number
  /** @default left as it is, like each of the following */
  title?: string
  /** Null takes it away. */
  description?: string | null
  /** Null takes the task out of its module; the course stays unless that is given. */
  moduleId?: number | null
  /** Counts for a task in no module only. */
  courseId?: number | null
}

const updateTaskParameters = z.object({
  taskId: z.int(),
  title: z.string().trim().min(1).max(300).optional(),
  description: z.string().max(100_000).nullish(),
  moduleId: z.int().nullish(),
  courseId: z.int().nullish(),
})

/**
 * Changes what is given of a task, and gives the task as it is then; `undefined` when there
 * is none, or the actor may not change it.
 *
 * @throws UnknownReferenceError when module or course do not exist.
 * @throws InvalidInputError
 * @example
 * await updateTask(pool, { taskId, description: 'Twice.' })
 */
export async function updateTask(db: Queryable, parameters: UpdateTaskParameters): Promise<Task | undefined> {
  const { taskId, ...changes } = parseInput('updateTask', updateTaskParameters, parameters)
  try {
    const { rows } = await db.query(UPDATE_TASK, [taskId, JSON.stringify(changes)])
    return task.optional().parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const UPDATE_TASK = `
  WITH changed AS (
    SELECT $2::text::jsonb AS to
  )
  UPDATE containers_lab.tasks AS task
  SET title             = coalesce(changed.to ->> 'title', task.title),
      description       = CASE WHEN changed.to ? 'description' THEN changed.to ->> 'description' ELSE task.description END,
      module_id         = CASE WHEN changed.to ? 'moduleId' THEN (changed.to ->> 'moduleId')::integer ELSE task.module_id END,
      related_course_id = CASE WHEN changed.to ? 'courseId' THEN (changed.to ->> 'courseId')::integer ELSE task.related_course_id END
  FROM changed
  WHERE task.id = $1
  RETURNING task.id AS "taskId", task.title, task.description, task.related_course_id AS "courseId",
    task.module_id AS "moduleId", task.created_by AS "createdBy", task.created_at AS "createdAt"
`
