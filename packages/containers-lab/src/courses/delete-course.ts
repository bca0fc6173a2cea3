import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteCourseParameters {
  courseId: number
}

const deleteCourseParameters = z.object({ courseId: z.int() })

/**
 * Deletes a course with its modules, the tasks in them and all assignments of those; false
 * when there is none, or the actor may not. A task outside a module stays, without a course.
 *
 * @throws InvalidInputError
 * @example
 * await deleteCourse(pool, { courseId })
 */
export async function deleteCourse(db: Queryable, parameters: DeleteCourseParameters): Promise<boolean> {
  const { courseId } = parseInput('deleteCourse', deleteCourseParameters, parameters)
  const { rows } = await db.query(DELETE_COURSE, [courseId])
  return rows.length > 0
}

const DELETE_COURSE = `
  DELETE FROM containers_lab.courses
  WHERE id = $1
  RETURNING 1
`
