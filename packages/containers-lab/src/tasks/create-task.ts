import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type Task, task } from './task.js'

export interface CreateTaskParameters {
  title: string
  description?: string
  /** The course then is that of the module. @default in none */
  moduleId?: number
  /** For a task of a course that is in no module. @default none */
  courseId?: number
  /** Who writes it. @default nobody */
  createdBy?: number
}

const createTaskParameters = z.object({
  title: z.string().trim().min(1).max(300),
  description: z.string().max(100_000).optional(),
  moduleId: z.int().optional(),
  courseId: z.int().optional(),
  createdBy: z.int().optional(),
})

/**
 * Creates a task: in a module, in a course, or on its own.
 *
 * @throws UnknownReferenceError when module, course or author do not exist.
 * @throws InvalidInputError
 * @example
 * const { taskId } = await createTask(pool, { title: 'Weld a seam', moduleId, createdBy: userId })
 */
export async function createTask(db: Queryable, parameters: CreateTaskParameters): Promise<Task> {
  const input = parseInput('createTask', createTaskParameters, parameters)
  try {
    const { rows } = await db.query(CREATE_TASK, [
      input.title,
      input.description,
      input.moduleId,
      input.courseId,
      input.createdBy,
    ])
    return task.parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const CREATE_TASK = `
  INSERT INTO containers_lab.tasks (title, description, module_id, related_course_id, created_by)
  VALUES ($1, $2, $3, $4, $5)
  RETURNING id AS "taskId", title, description, related_course_id AS "courseId", module_id AS "moduleId",
    created_by AS "createdBy", created_at AS "createdAt"
`
