import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type Course, course } from '../courses/course.js'
import { type Module, moduleRow } from '../modules/module.js'
import { parseInput } from '../parse-input.js'

export interface FindUserCourseParameters {
  userId: number
  courseId: number
}

export interface ReadableCourse extends Course {
  /** Every module is there; else only those that are given to the person, or hold a task of theirs. */
  whole: boolean
  /** In the order of the course. */
  modules: Module[]
}

const findUserCourseParameters = z.object({ userId: z.int(), courseId: z.int() })

const readableCourse = course.extend({
  whole: z.boolean(),
  modules: z.array(moduleRow.extend({ createdAt: z.coerce.date() })),
})

/**
 * Gives a course as a person may read it, or `undefined` when they may not, or are not active.
 *
 * All modules are there where the course is public, theirs, or given to them whole, and
 * for who manages courses; else the person's own modules.
 *
 * @throws InvalidInputError
 * @example
 * const course = await findUserCourse(pool, { userId, courseId })
 */
export async function findUserCourse(
  db: Queryable,
  parameters: FindUserCourseParameters,
): Promise<ReadableCourse | undefined> {
  const { userId, courseId } = parseInput('findUserCourse', findUserCourseParameters, parameters)
  const { rows } = await db.query(FIND_USER_COURSE, [userId, courseId])
  return readableCourse.optional().parse(rows[0])
}

const FIND_USER_COURSE = `
  WITH granted AS (
    SELECT course.id,
      course.visibility = 'public' OR course.created_by = person.id OR coalesce(mine.whole_course, false)
        OR containers_lab.has_permission(person.id, 'courses:manage') IS TRUE AS whole,
      mine.course_id IS NOT NULL AS given
    FROM containers_lab.courses AS course
    JOIN containers_lab.users AS person ON person.id = $1 AND person.status = 'active'
    LEFT JOIN containers_lab.course_progress AS mine ON mine.user_id = $1 AND mine.course_id = $2
    WHERE course.id = $2
  )
  SELECT course.id AS "courseId", course.title, course.slug, course.description, course.visibility,
    course.created_by AS "createdBy", course.created_at AS "createdAt", granted.whole IS TRUE AS whole,
    (
      SELECT coalesce(json_agg(json_build_object(
        'moduleId', part.id, 'courseId', part.course_id, 'title', part.title, 'content', part.content,
        'position', part.position, 'createdAt', part.created_at)
        ORDER BY part.position, part.id), '[]')
      FROM containers_lab.modules AS part
      WHERE part.course_id = course.id
        AND (granted.whole IS TRUE OR part.id IN (
          SELECT mine.module_id FROM containers_lab.module_progress AS mine WHERE mine.user_id = $1 AND mine.course_id = $2
        ))
    ) AS modules
  FROM granted
  JOIN containers_lab.courses AS course ON course.id = granted.id
  WHERE granted.whole IS TRUE OR granted.given
`
