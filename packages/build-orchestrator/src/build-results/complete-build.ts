import type { Queryable } from '@schemata/contract'

import { type Hold, hold } from '../build-queue/fence.js'
import { parseInput } from '../parse-input.js'
import type { BuildResult } from './build-result.js'
import { findBuildResult } from './find-build-result.js'
import { finishBuilds } from './finish-builds.js'
import { type ImageReport, imageReport } from './image-report.js'
import { type RunReport, runReport } from './run-report.js'

export interface CompleteBuildParameters extends Hold, RunReport, ImageReport {}

const completeBuildParameters = hold.extend({ ...runReport, ...imageReport })

/**
 * Ends a run successfully and gives its result, or `undefined` when it is no longer the
 * present run of its build.
 *
 * Status and result are written by one statement, both or neither. The result of an
 * earlier, failed run moves to the history. Saying it twice gives the same result again.
 *
 * @throws InvalidInputError
 * @example
 * const result = await completeBuild(pool, { buildId, fence, exitCode: 0, imageDigest: 'sha256:…', pushedToRegistry: true })
 */
export async function completeBuild(
  db: Queryable,
  parameters: CompleteBuildParameters,
): Promise<BuildResult | undefined> {
  const end = parseInput('completeBuild', completeBuildParameters, parameters)
  const finished = await finishBuilds(db, { ends: [{ ...end, outcome: 'success' }] })
  return finished.length === 0 ? undefined : findBuildResult(db, { buildId: end.buildId, attempt: end.fence })
}
