import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { IdTakenError, SlugTakenError, UnknownAuthorError, UnknownOrganizationError } from '../errors.js'
import { parseInput } from '../parse-input.js'
import { slug } from '../slug.js'
import { type Course, course } from './course.js'

export interface CreateCourseParameters {
  /** @default a random one */
  id?: string
  organizationId: string
  /** The author. Null for a course that nobody wrote, an imported one for example. */
  userId: string | null
  title: string
  /** As it stands in addresses; unique within the organization. */
  slug: string
  /** @default none */
  description?: string
}

const createCourseParameters = z.object({
  id: z.guid().optional(),
  organizationId: z.guid(),
  userId: z.guid().nullable(),
  title: z.string().trim().min(1),
  slug,
  description: z.string().optional(),
})

/**
 * Creates a course whose generation has not started.
 *
 * @throws UnknownOrganizationError, UnknownAuthorError when what it refers to does not exist.
 * @throws SlugTakenError when the organization has a course with the slug.
 * @throws IdTakenError when the id is in use.
 * @throws InvalidInputError
 * @example
 * const course = await createCourse(pool, { organizationId, userId, title: 'Welding', slug: 'welding' })
 */
export async function createCourse(db: Queryable, parameters: CreateCourseParameters): Promise<Course> {
  const input = parseInput('createCourse', createCourseParameters, parameters)
  const { id, organizationId, userId, title, slug, description } = input
  try {
    const { rows } = await db.query(CREATE_COURSE, [id, organizationId, userId, title, slug, description])
    return course.parse(rows[0])
  } catch (cause) {
    throw explain(cause, input)
  }
}

function explain(
  cause: unknown,
  { id, organizationId, userId, slug }: z.infer<typeof createCourseParameters>,
): unknown {
  if (violates(cause, 'fk_courses_organization_id')) return new UnknownOrganizationError({ organizationId, cause })
  if (userId !== null && violates(cause, 'fk_courses_user_id')) return new UnknownAuthorError({ userId, cause })
  if (violates(cause, 'uq_courses_organization_id_slug')) return new SlugTakenError({ slug, cause })
  if (id !== undefined && violates(cause, 'pk_courses')) return new IdTakenError({ id, cause })
  return cause
}

const CREATE_COURSE = `
  INSERT INTO course_catalog.courses (id, organization_id, user_id, title, slug, description)
  VALUES (coalesce($1::uuid, gen_random_uuid()), $2, $3, $4, $5, $6)
  RETURNING id, organization_id, user_id, title, slug, description, generation_status, created_at, updated_at
`
