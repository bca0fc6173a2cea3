import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteTaskParameters {
  taskId: number
}

const deleteTaskParameters = z.object({ taskId: z.int() })

/**
 * Deletes a task with its assignments; false when there is none, or the actor may not.
 *
 * @throws InvalidInputError
 * @example
 * await deleteTask(pool, { taskId })
 */
export async function deleteTask(db: Queryable, parameters: DeleteTaskParameters): Promise<boolean> {
  const { taskId } = parseInput('deleteTask', deleteTaskParameters, parameters)
  const { rows } = await db.query(DELETE_TASK, [taskId])
  return rows.length > 0
}

const DELETE_TASK = `
  DELETE FROM containers_lab.tasks
  WHERE id = $1
  RETURNING 1
`
