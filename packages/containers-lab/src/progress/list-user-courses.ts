import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ProgressCounts, progressCounts } from './counts.js'

export interface ListUserCoursesParameters {
  userId: number
}

export interface UserCourse extends ProgressCounts {
  courseId: number
  title: string
  slug: string
  /** Given as a course, not only by a module or task of it. */
  wholeCourse: boolean
  dueDate: Date | null
}

const listUserCoursesParameters = z.object({ userId: z.int() })

const userCourse = z.object({
  courseId: z.int(),
  title: z.string(),
  slug: z.string(),
  wholeCourse: z.boolean(),
  dueDate: z.date().nullable(),
  ...progressCounts,
})

/**
 * Lists the courses of a person, given whole, by a module or by a task, with how far they
 * have come in each, by title.
 *
 * @throws InvalidInputError
 * @example
 * const courses = await listUserCourses(pool, { userId })
 */
export async function listUserCourses(db: Queryable, parameters: ListUserCoursesParameters): Promise<UserCourse[]> {
  const { userId } = parseInput('listUserCourses', listUserCoursesParameters, parameters)
  const { rows } = await db.query(LIST_USER_COURSES, [userId])
  return z.array(userCourse).parse(rows)
}

const LIST_USER_COURSES = `
  SELECT course_id AS "courseId", title, slug, whole_course AS "wholeCourse", due_date AS "dueDate",
    task_count AS "taskCount", in_progress_count AS "inProgressCount", completed_count AS "completedCount",
    blocked_count AS "blockedCount", completion_percent AS "completionPercent"
  FROM containers_lab.course_progress
  WHERE user_id = $1
  ORDER BY lower(title), course_id
`
