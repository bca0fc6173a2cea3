import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type BuildStatus, buildStatus } from './build-status.js'

export interface ListBuildDependenciesParameters {
  buildId: string
}

export interface BuildDependency {
  /** The build that must succeed. */
  dependsOnId: string
  status: BuildStatus
  onFailure: 'cancel' | 'wait'
  /** When it had succeeded; null while the other one waits for it. */
  metAt: Date | null
}

const listBuildDependenciesParameters = z.object({ buildId: z.guid() })

const buildDependency = z
  .object({
    depends_on_id: z.guid(),
    status: buildStatus,
    on_failure: z.enum(['cancel', 'wait']),
    met_at: z.date().nullable(),
  })
  .transform(
    (row): BuildDependency => ({
      dependsOnId: row.depends_on_id,
      status: row.status,
      onFailure: row.on_failure,
      metAt: row.met_at,
    }),
  )

/**
 * Lists the builds that a build depends on, oldest first; none for a build that depends on
 * nothing, or is not there.
 *
 * @throws InvalidInputError
 * @example
 * const open = (await listBuildDependencies(pool, { buildId })).filter(({ metAt }) => metAt === null)
 */
export async function listBuildDependencies(
  db: Queryable,
  parameters: ListBuildDependenciesParameters,
): Promise<BuildDependency[]> {
  const { buildId } = parseInput('listBuildDependencies', listBuildDependenciesParameters, parameters)
  const { rows } = await db.query(LIST_BUILD_DEPENDENCIES, [buildId])
  return z.array(buildDependency).parse(rows)
}

const LIST_BUILD_DEPENDENCIES = `
  SELECT dependency.depends_on_id, other.status, dependency.on_failure, dependency.met_at
  FROM build_orchestrator.build_dependencies AS dependency
  JOIN build_orchestrator.build_queue AS other ON other.id = dependency.depends_on_id
  WHERE dependency.build_id = $1
  ORDER BY other.queued_at, other.id
`
