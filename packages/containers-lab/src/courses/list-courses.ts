import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type CourseOverview, courseOverview, type Visibility, visibility } from './course.js'

export interface ListCoursesParameters {
  /** @default both */
  visibility?: Visibility
  /** Only of this author. @default anybody's */
  createdBy?: number
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listCoursesParameters = z.object({ visibility: visibility.optional(), createdBy: z.int().optional(), ...page })

/**
 * Lists courses with their author and how many modules, tasks and people each has, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const courses = await listCourses(pool, { visibility: 'public' })
 */
export async function listCourses(db: Queryable, parameters: ListCoursesParameters = {}): Promise<CourseOverview[]> {
  const input = parseInput('listCourses', listCoursesParameters, parameters)
  const { rows } = await db.query(LIST_COURSES, [input.visibility, input.createdBy, input.limit, input.offset])
  return z.array(courseOverview).parse(rows)
}

const LIST_COURSES = `
  SELECT course_id AS "courseId", title, slug, description, visibility, created_by AS "createdBy",
    created_at AS "createdAt", author_name AS "authorName", module_count AS "moduleCount",
    task_count AS "taskCount", assignment_count AS "assignmentCount"
  FROM containers_lab.course_overview
  WHERE ($1::text IS NULL OR visibility = $1) AND ($2::integer IS NULL OR created_by = $2)
  ORDER BY created_at DESC, course_id DESC
  LIMIT $3 OFFSET $4
`
