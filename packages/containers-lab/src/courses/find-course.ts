import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type CourseOverview, courseOverview } from './course.js'

export type FindCourseParameters = { courseId: number } | { slug: string }

export interface CourseWithModules extends CourseOverview {
  /** In the order of the course. */
  modules: { moduleId: number; title: string; position: number; taskCount: number }[]
}

const findCourseParameters = z.object({ courseId: z.int().optional(), slug: z.string().optional() })

const courseWithModules = courseOverview.extend({
  modules: z.array(z.object({ moduleId: z.int(), title: z.string(), position: z.int(), taskCount: z.int() })),
})

/**
 * Gives a course with its modules and how many tasks each has, or `undefined`.
 *
 * @throws InvalidInputError
 * @example
 * const course = await findCourse(pool, { slug: 'welding-for-beginners' })
 */
export async function findCourse(
  db: Queryable,
  parameters: FindCourseParameters,
): Promise<CourseWithModules | undefined> {
  const { courseId, slug } = parseInput('findCourse', findCourseParameters, parameters)
  const { rows } = await db.query(FIND_COURSE, [courseId, slug])
  return courseWithModules.optional().parse(rows[0])
}

const FIND_COURSE = `
  SELECT course.course_id AS "courseId", course.title, course.slug, course.description, course.visibility,
    course.created_by AS "createdBy", course.created_at AS "createdAt", course.author_name AS "authorName",
    course.module_count AS "moduleCount", course.task_count AS "taskCount",
    course.assignment_count AS "assignmentCount",
    (
      SELECT coalesce(json_agg(json_build_object(
        'moduleId', module.id, 'title', module.title, 'position', module.position, 'taskCount',
        (SELECT count(*) FROM containers_lab.tasks AS task WHERE task.module_id = module.id))
        ORDER BY module.position, module.id), '[]')
      FROM containers_lab.modules AS module
      WHERE module.course_id = course.course_id
    ) AS modules
  FROM containers_lab.course_overview AS course
  WHERE course.course_id = $1 OR course.slug = $2
`
