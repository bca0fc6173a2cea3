import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type Course, course, type Visibility, visibility } from './course.js'
import { slugOf } from './slug-of.js'

export interface CreateCourseParameters {
  title: string
  description?: string
  /** @default 'private' */
  visibility?: Visibility
  /** Who writes it. @default nobody */
  createdBy?: number
}

const createCourseParameters = z.object({
  title: z.string().trim().min(1).max(300),
  description: z.string().max(100_000).optional(),
  visibility: visibility.default('private'),
  createdBy: z.int().optional(),
})

/**
 * Creates a course. Its slug is made of the title; where that is taken, with the next number.
 *
 * Two callers with one title take turns, until the transaction of the first is over.
 *
 * @throws UnknownReferenceError when the author does not exist.
 * @throws InvalidInputError
 * @example
 * const { courseId, slug } = await createCourse(pool, { title: 'Welding', createdBy: userId })
 */
export async function createCourse(db: Queryable, parameters: CreateCourseParameters): Promise<Course> {
  const input = parseInput('createCourse', createCourseParameters, parameters)
  try {
    const { rows } = await db.query(CREATE_COURSE, [
      input.title,
      slugOf(input.title),
      input.description,
      input.visibility,
      input.createdBy,
    ])
    return course.parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const CREATE_COURSE = `
  INSERT INTO containers_lab.courses (title, slug, description, visibility, created_by)
  VALUES ($1, containers_lab.free_course_slug($2), $3, $4, $5)
  RETURNING id AS "courseId", title, slug, description, visibility, created_by AS "createdBy",
    created_at AS "createdAt"
`
