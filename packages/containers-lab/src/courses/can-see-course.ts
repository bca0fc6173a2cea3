import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CanSeeCourseParameters {
  userId: number
  courseId: number
}

const canSeeCourseParameters = z.object({ userId: z.int(), courseId: z.int() })

/**
 * Tells whether an active person may see a course: it is public or theirs, it is given to
 * them whole, by a module or by a task (of a team of theirs, too), or they manage courses.
 *
 * The row policies decide alike; this asks for anybody, without acting as them.
 *
 * @throws InvalidInputError
 * @example
 * if (!(await canSeeCourse(pool, { userId, courseId }))) return notFound()
 */
export async function canSeeCourse(db: Queryable, parameters: CanSeeCourseParameters): Promise<boolean> {
  const { userId, courseId } = parseInput('canSeeCourse', canSeeCourseParameters, parameters)
  const { rows } = await db.query(CAN_SEE_COURSE, [userId, courseId])
  return z.object({ allowed: z.boolean() }).parse(rows[0]).allowed
}

const CAN_SEE_COURSE = `
  SELECT EXISTS (
    SELECT
    FROM containers_lab.courses AS course
    JOIN containers_lab.users AS person ON person.id = $1 AND person.status = 'active'
    WHERE course.id = $2
      AND (
        course.visibility = 'public'
        OR course.created_by = $1
        OR EXISTS (SELECT FROM containers_lab.course_progress AS mine WHERE mine.user_id = $1 AND mine.course_id = $2)
        OR containers_lab.has_permission($1, 'courses:manage')
      )
  ) AS allowed
`
