import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListCourseAssigneesParameters {
  courseId: number
}

export interface CourseAssignee {
  userId: number
  name: string
  email: string
  assignedBy: number | null
  dueDate: Date | null
  assignedAt: Date
}

const listCourseAssigneesParameters = z.object({ courseId: z.int() })

const courseAssignee = z.object({
  userId: z.int(),
  name: z.string(),
  email: z.string(),
  assignedBy: z.int().nullable(),
  dueDate: z.date().nullable(),
  assignedAt: z.date(),
})

/**
 * Lists the people to whom a course is given, by name.
 *
 * @throws InvalidInputError
 * @example
 * const people = await listCourseAssignees(pool, { courseId })
 */
export async function listCourseAssignees(
  db: Queryable,
  parameters: ListCourseAssigneesParameters,
): Promise<CourseAssignee[]> {
  const { courseId } = parseInput('listCourseAssignees', listCourseAssigneesParameters, parameters)
  const { rows } = await db.query(LIST_COURSE_ASSIGNEES, [courseId])
  return z.array(courseAssignee).parse(rows)
}

const LIST_COURSE_ASSIGNEES = `
  SELECT person.id AS "userId", person.name, person.email, given.assigned_by AS "assignedBy",
    given.due_date AS "dueDate", given.created_at AS "assignedAt"
  FROM containers_lab.course_assignments AS given
  JOIN containers_lab.users AS person ON person.id = given.assigned_to_user_id
  WHERE given.course_id = $1
  ORDER BY lower(person.name), person.id
`
