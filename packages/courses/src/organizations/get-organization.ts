import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { UnknownOrganizationError } from '../errors.js'
import { parseInput } from '../parse-input.js'
import { type Organization, organization } from './organization.js'

export interface GetOrganizationParameters {
  id: string
}

const getOrganizationParameters = z.object({ id: z.guid() })

/**
 * Gives an organization that must exist.
 *
 * @throws UnknownOrganizationError when there is none with this id.
 * @throws InvalidInputError
 * @example
 * const { name } = await getOrganization(pool, { id: course.organizationId })
 */
export async function getOrganization(db: Queryable, parameters: GetOrganizationParameters): Promise<Organization> {
  const { id } = parseInput('getOrganization', getOrganizationParameters, parameters)
  const { rows } = await db.query(GET_ORGANIZATION, [id])
  if (rows.length === 0) throw new UnknownOrganizationError({ organizationId: id })
  return organization.parse(rows[0])
}

const GET_ORGANIZATION = `
  SELECT id, name, slug, created_at, updated_at
  FROM course_catalog.organizations
  WHERE id = $1
`
