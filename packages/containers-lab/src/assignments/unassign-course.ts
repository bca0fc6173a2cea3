import type { Queryable } from '@schemata/contract'
import { z } from 'zod'
import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'

export interface UnassignCourseParameters {
  courseId: number
  /** Up to 10,000. */
  userIds: number[]
}

const unassignCourseParameters = z.object({ courseId: z.int(), userIds: ids })

/**
 * Takes a course from people; gives the ids of those who had it.
 *
 * @throws InvalidInputError
 * @example
 * const had = await unassignCourse(pool, { courseId, userIds: [4, 5] })
 */
export async function unassignCourse(db: Queryable, parameters: UnassignCourseParameters): Promise<number[]> {
  const { courseId, userIds } = parseInput('unassignCourse', unassignCourseParameters, parameters)
  const { rows } = await db.query(UNASSIGN_COURSE, [courseId, userIds])
  return z.array(z.object({ id: z.int() }).transform(({ id }) => id)).parse(rows)
}

const UNASSIGN_COURSE = `
  WITH taken AS (
    DELETE FROM containers_lab.course_assignments
    WHERE course_id = $1 AND assigned_to_user_id = ANY ($2::integer[])
    RETURNING assigned_to_user_id AS id
  )
  SELECT id FROM taken ORDER BY id
`
