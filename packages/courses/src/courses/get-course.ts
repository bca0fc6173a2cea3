import type { Queryable } from '@schemata/contract'

import { UnknownCourseError } from '../errors.js'
import type { Course } from './course.js'
import { findCourse } from './find-course.js'

export interface GetCourseParameters {
  id: string
}

/**
 * Gives a course that must exist.
 *
 * @throws UnknownCourseError when there is none with this id.
 * @throws InvalidInputError
 * @example
 * const { generationStatus } = await getCourse(pool, { id })
 */
export async function getCourse(db: Queryable, parameters: GetCourseParameters): Promise<Course> {
  const found = await findCourse(db, parameters)
  if (!found) throw new UnknownCourseError({ courseId: parameters.id })
  return found
}
