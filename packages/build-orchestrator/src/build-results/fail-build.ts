import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type Hold, hold } from '../build-queue/fence.js'
import { parseInput } from '../parse-input.js'
import type { BuildResult } from './build-result.js'
import { findBuildResult } from './find-build-result.js'
import { finishBuilds } from './finish-builds.js'
import { type RunReport, runReport } from './run-report.js'

export interface FailBuildParameters extends Hold, RunReport {
  /** Why, for people. */
  errorMessage: string
  /** Why, for programs: at most 50 characters. */
  errorCode?: string
  /** Queue it again while it has retries, give it up when it has none. @default false */
  retry?: boolean
  /** How long it waits then. @default 5 minutes, doubled with every retry, at most 4 hours, a quarter more or less */
  retryInMs?: number
  /** No retry will help: the build is given up. @default false */
  permanent?: boolean
}

const failBuildParameters = hold.extend({
  ...runReport,
  errorMessage: z.string().min(1),
  errorCode: z.string().min(1).max(50).optional(),
  retry: z.boolean().default(false),
  retryInMs: z.int().nonnegative().max(31_536_000_000).optional(),
  permanent: z.boolean().default(false),
})

/**
 * Ends a run as failed and gives its result, or `undefined` when it is no longer the
 * present run of its build.
 *
 * Status and result are written by one statement, both or neither. The result of an
 * earlier run moves to the history. Without `retry` the build stays failed until
 * `retryFailedBuild` or `replayBuild` puts it back into the queue.
 *
 * @throws InvalidInputError
 * @example
 * await failBuild(pool, { buildId, fence, errorMessage: 'Base image not found', exitCode: 1, retry: true })
 */
export async function failBuild(db: Queryable, parameters: FailBuildParameters): Promise<BuildResult | undefined> {
  const end = parseInput('failBuild', failBuildParameters, parameters)
  const finished = await finishBuilds(db, { ends: [{ ...end, outcome: 'failed' }] })
  return finished.length === 0 ? undefined : findBuildResult(db, { buildId: end.buildId, attempt: end.fence })
}
