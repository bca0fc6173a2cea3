import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Course, courseRow, toCourse } from './course.js'

export interface ListCoursesParameters {
  organizationId: string
  /** Only courses of this author. @default any */
  userId?: string
  /** The `cursor` of the last course seen. @default from the newest on */
  after?: string
  /** Courses at most, up to 500. @default 50 */
  limit?: number
}

/** A course on a page, and where the next page begins when it is the last one there. */
export interface ListedCourse extends Course {
  /** Opaque. Stays good when the course itself is deleted. */
  cursor: string
}

const CURSOR = /^(\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)~([0-9a-f-]{36})$/

const listCoursesParameters = z.object({
  organizationId: z.guid(),
  userId: z.guid().optional(),
  after: z.string().regex(CURSOR, 'expected the cursor of a listed course').optional(),
  limit: z.int().min(1).max(500).default(50),
})

const listedCourse = courseRow
  .extend({ created_at_exactly: z.string() })
  .transform((row): ListedCourse => ({ ...toCourse(row), cursor: `${row.created_at_exactly}~${row.id}` }))

/**
 * Lists courses of an organization, newest first.
 *
 * Fewer courses than `limit` mean that the end is reached. Courses created between two
 * pages stand before the first one, so nothing is shown twice and nothing left out.
 *
 * @throws InvalidInputError
 * @example
 * const page = await listCourses(pool, { organizationId, limit: 20 })
 * const next = await listCourses(pool, { organizationId, limit: 20, after: page.at(-1)?.cursor })
 */
export async function listCourses(db: Queryable, parameters: ListCoursesParameters): Promise<ListedCourse[]> {
  const { organizationId, userId, after, limit } = parseInput('listCourses', listCoursesParameters, parameters)
  const [, createdAt, id] = (after && CURSOR.exec(after)) || BEFORE_ALL
  const { rows } = await db.query(LIST_COURSES, [organizationId, userId, createdAt, id, limit])
  return z.array(listedCourse).parse(rows)
}

const BEFORE_ALL = ['', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']

// The time goes out and comes back as text: a Date would lose its microseconds, and
// with them the courses that were created within the same millisecond.
const LIST_COURSES = `
  SELECT id, organization_id, user_id, title, slug, description, generation_status, created_at, updated_at,
         to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at_exactly
  FROM course_catalog.courses
  WHERE organization_id = $1
    AND ($2::uuid IS NULL OR user_id = $2)
    AND (created_at, id) < ($3::timestamptz, $4::uuid)
  ORDER BY created_at DESC, id DESC
  LIMIT $5
`
