import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type AssignmentStatus, assignmentStatus } from '../assignments/assignment.js'
import { parseInput } from '../parse-input.js'

export interface ListModuleTasksParameters {
  userId: number
  moduleId: number
}

/** A task of a module, and how the person stands with it. */
export interface ModuleTask {
  taskId: number
  title: string
  description: string | null
  /** Null where the person has not begun it and was not given it themselves, like those after. */
  assignmentId: number | null
  status: AssignmentStatus | null
  dueDate: Date | null
  completedAt: Date | null
  notes: string | null
}

const listModuleTasksParameters = z.object({ userId: z.int(), moduleId: z.int() })

const moduleTask = z.object({
  taskId: z.int(),
  title: z.string(),
  description: z.string().nullable(),
  assignmentId: z.int().nullable(),
  status: assignmentStatus.nullable(),
  dueDate: z.date().nullable(),
  completedAt: z.date().nullable(),
  notes: z.string().nullable(),
})

/**
 * Lists all tasks of a module with how a person stands with each, in the order they were written.
 *
 * @throws InvalidInputError
 * @example
 * const tasks = await listModuleTasks(pool, { userId, moduleId })
 */
export async function listModuleTasks(db: Queryable, parameters: ListModuleTasksParameters): Promise<ModuleTask[]> {
  const { userId, moduleId } = parseInput('listModuleTasks', listModuleTasksParameters, parameters)
  const { rows } = await db.query(LIST_MODULE_TASKS, [userId, moduleId])
  return z.array(moduleTask).parse(rows)
}

const LIST_MODULE_TASKS = `
  SELECT task.id AS "taskId", task.title, task.description, mine.assignment_id AS "assignmentId", mine.status,
    mine.due_date AS "dueDate", mine.completed_at AS "completedAt", mine.notes
  FROM containers_lab.tasks AS task
  LEFT JOIN containers_lab.user_tasks AS mine ON mine.task_id = task.id AND mine.user_id = $1
  WHERE task.module_id = $2
  ORDER BY task.id
`
