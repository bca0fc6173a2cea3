import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RetryFailedBuildParameters {
  buildId: string
  /** How long the build waits before it is ready. @default 0 */
  delaySeconds?: number
}

const retryFailedBuildParameters = z.object({
  buildId: z.guid(),
  delaySeconds: z.number().nonnegative().max(31_536_000).default(0),
})

/**
 * Puts a failed or timed-out build back into the queue. False when it is neither, or
 * when it has been retried `maxRetries` times.
 *
 * It keeps its priority and its place among builds of the same priority. The result
 * of the failed run stays until the next run ends, and is in its history afterwards.
 *
 * @throws InvalidInputError
 * @example
 * if (!(await retryFailedBuild(pool, { buildId }))) console.warn('no retry left')
 */
export async function retryFailedBuild(db: Queryable, parameters: RetryFailedBuildParameters): Promise<boolean> {
  const { buildId, delaySeconds } = parseInput('retryFailedBuild', retryFailedBuildParameters, parameters)
  const { rows } = await db.query(RETRY_FAILED_BUILD, [buildId, delaySeconds])
  return z.object({ requeued: z.boolean() }).parse(rows[0]).requeued
}

const RETRY_FAILED_BUILD = `
  SELECT build_orchestrator.retry_build_later($1, $2::float8 * interval '1 second') AS requeued
`
