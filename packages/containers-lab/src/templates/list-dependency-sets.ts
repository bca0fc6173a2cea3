import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'

export interface ListDependencySetsParameters {
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listDependencySetsParameters = z.object({
  limit: page.limit,
  offset: page.offset,
})

export interface DependencySet {
  dependencySetId: number
  name: string
  description: string | null
  script: string | null
}

const dependencySet = z.object({
  dependencySetId: z.int(),
  name: z.string(),
  description: z.string().nullable(),
  script: z.string().nullable(),
})

/**
 * Lists sets of dependencies by name.
 *
 * @throws InvalidInputError
 * @example
 * const sets = await listDependencySets(db)
 */
export async function listDependencySets(
  db: Queryable,
  parameters: ListDependencySetsParameters = {},
): Promise<DependencySet[]> {
  const input = parseInput('listDependencySets', listDependencySetsParameters, parameters)
  const { rows } = await db.query(LIST_DEPENDENCY_SETS, [input.limit, input.offset])
  return z.array(dependencySet).parse(rows)
}

const LIST_DEPENDENCY_SETS = `
  SELECT dependency.id AS "dependencySetId", dependency.name, dependency.description, dependency.script
  FROM containers_lab.dependency_sets AS dependency
  ORDER BY dependency.name
  LIMIT $1 OFFSET $2
`
