import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type Course, course, type Visibility, visibility } from './course.js'
import { slugOf } from './slug-of.js'

export interface UpdateCourseParameters {
  courseId: number
  /** The slug follows it. @default left as it is, like each of the following */
  title?: string
  /** Null takes it away. */
  description?: string | null
  visibility?: Visibility
}

const updateCourseParameters = z.object({
  courseId: z.int(),
  title: z.string().trim().min(1).max(300).optional(),
  description: z.string().max(100_000).nullish(),
  visibility: visibility.optional(),
})

/**
 * Changes what is given of a course, and gives the course as it is then; `undefined` when
 * there is none, or the actor may not change it.
 *
 * The slug changes with the title only, so that addresses stay good otherwise.
 *
 * @throws InvalidInputError
 * @example
 * const course = await updateCourse(pool, { courseId, visibility: 'public' })
 */
export async function updateCourse(db: Queryable, parameters: UpdateCourseParameters): Promise<Course | undefined> {
  const { courseId, ...changes } = parseInput('updateCourse', updateCourseParameters, parameters)
  const slug = changes.title === undefined ? undefined : slugOf(changes.title)
  try {
    const { rows } = await db.query(UPDATE_COURSE, [courseId, JSON.stringify(changes), slug])
    return course.optional().parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const UPDATE_COURSE = `
  WITH changed AS (
    SELECT $2::text::jsonb AS to
  )
  UPDATE containers_lab.courses AS course
  SET title       = coalesce(changed.to ->> 'title', course.title),
      slug        = CASE
        WHEN changed.to ->> 'title' <> course.title THEN containers_lab.free_course_slug($3, course.id) ELSE course.slug
      END,
      description = CASE WHEN changed.to ? 'description' THEN changed.to ->> 'description' ELSE course.description END,
      visibility  = coalesce(changed.to ->> 'visibility', course.visibility)
  FROM changed
  WHERE course.id = $1
  RETURNING course.id AS "courseId", course.title, course.slug, course.description, course.visibility,
    course.created_by AS "createdBy", course.created_at AS "createdAt"
`
