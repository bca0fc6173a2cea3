import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { IdTakenError, SlugTakenError } from '../errors.js'
import { parseInput } from '../parse-input.js'
import { slug as slugInput } from '../slug.js'
import { type Organization, organization } from './organization.js'

export interface CreateOrganizationParameters {
  /** @default a random one */
  id?: string
  /** As shown to people; need not be unique. */
  name: string
  /** As it stands in addresses; unique. */
  slug: string
}

const createOrganizationParameters = z.object({
  id: z.guid().optional(),
  name: z.string().trim().min(1),
  slug: slugInput,
})

/**
 * Creates an organization.
 *
 * @throws SlugTakenError when another organization has the slug.
 * @throws IdTakenError when the id is in use.
 * @throws InvalidInputError
 * @example
 * const school = await createOrganization(pool, { name: 'Night School', slug: 'night-school' })
 */
export async function createOrganization(
  db: Queryable,
  parameters: CreateOrganizationParameters,
): Promise<Organization> {
  const { id, name, slug } = parseInput('createOrganization', createOrganizationParameters, parameters)
  try {
    const { rows } = await db.query(CREATE_ORGANIZATION, [id, name, slug])
    return organization.parse(rows[0])
  } catch (cause) {
    if (violates(cause, 'uq_organizations_slug')) throw new SlugTakenError({ slug, cause })
    if (id !== undefined && violates(cause, 'pk_organizations')) throw new IdTakenError({ id, cause })
    throw cause
  }
}

const CREATE_ORGANIZATION = `
  INSERT INTO course_catalog.organizations (id, name, slug)
  VALUES (coalesce($1::uuid, gen_random_uuid()), $2, $3)
  RETURNING id, name, slug, created_at, updated_at
`
