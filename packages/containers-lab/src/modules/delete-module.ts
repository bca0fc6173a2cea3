import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteModuleParameters {
  /** The course that the module must belong to. */
  courseId: number
  moduleId: number
}

const deleteModuleParameters = z.object({ courseId: z.int(), moduleId: z.int() })

/**
 * Deletes a module of a course with its tasks and their assignments; false when the course
 * has none such, or the actor may not.
 *
 * @throws InvalidInputError
 * @example
 * await deleteModule(pool, { courseId, moduleId })
 */
export async function deleteModule(db: Queryable, parameters: DeleteModuleParameters): Promise<boolean> {
  const { courseId, moduleId } = parseInput('deleteModule', deleteModuleParameters, parameters)
  const { rows } = await db.query(DELETE_MODULE, [courseId, moduleId])
  return rows.length > 0
}

const DELETE_MODULE = `
  DELETE FROM containers_lab.modules
  WHERE course_id = $1 AND id = $2
  RETURNING 1
`
