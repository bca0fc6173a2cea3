import type { Queryable } from '@schemata/contract'

import { UnknownBuildError } from '../errors/builds.js'
import type { Build } from './build.js'
import { type FindBuildParameters, findBuild } from './find-build.js'

export type GetBuildParameters = FindBuildParameters

/**
 * Gives a build.
 *
 * @throws UnknownBuildError when there is none with this id.
 * @throws InvalidInputError
 * @example
 * const { status, progressPercent } = await getBuild(pool, { id })
 */
export async function getBuild(db: Queryable, parameters: GetBuildParameters): Promise<Build> {
  const build = await findBuild(db, parameters)
  if (build === undefined) throw new UnknownBuildError({ buildId: parameters.id })
  return build
}
