import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Course, course } from './course.js'

export interface FindCourseParameters {
  id: string
}

const findCourseParameters = z.object({ id: z.guid() })

/**
 * Gives a course, or `undefined` when there is none with this id.
 *
 * @throws InvalidInputError
 * @example
 * const course = await findCourse(pool, { id })
 */
export async function findCourse(db: Queryable, parameters: FindCourseParameters): Promise<Course | undefined> {
  const { id } = parseInput('findCourse', findCourseParameters, parameters)
  const { rows } = await db.query(FIND_COURSE, [id])
  return course.optional().parse(rows[0])
}

const FIND_COURSE = `
  SELECT id, organization_id, user_id, title, slug, description, generation_status, created_at, updated_at
  FROM course_catalog.courses
  WHERE id = $1
`
