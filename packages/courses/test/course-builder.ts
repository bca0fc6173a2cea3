import { createUser } from '@schemata/auth'
import type { Queryable } from '@schemata/contract'

import { type CreateCourseParameters, createOrganization } from '../src/index.js'

let made = 0

/** A slug that no other call of this file was given. */
export function aSlug(): string {
  made += 1
  return `slug-${made}`
}

/** What createCourse takes, with an organization and an author of its own unless told otherwise. */
export async function aCourse(
  db: Queryable,
  given: Partial<CreateCourseParameters> = {},
): Promise<CreateCourseParameters> {
  const slug = aSlug()
  const organizationId = given.organizationId ?? (await createOrganization(db, { name: 'Night School', slug })).id
  const userId = given.userId === undefined ? (await createUser(db, {})).id : given.userId
  return { title: 'Welding', slug, ...given, organizationId, userId }
}
