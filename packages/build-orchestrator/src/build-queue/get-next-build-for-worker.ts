import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Architecture, architecture } from './architecture.js'
import { type AssignedBuild, assignedBuild } from './assigned-build.js'

export interface GetNextBuildForWorkerParameters {
  /** Recorded on the build. */
  workerId: string
  workerHostname: string
  /** Only builds for this architecture. @default any */
  architecture?: Architecture
}

const getNextBuildForWorkerParameters = z.object({
  workerId: z.string().min(1).max(100),
  workerHostname: z.string().min(1).max(255),
  architecture: architecture.optional(),
})

/**
 * Gives a worker the queued build that should run next, or `undefined` when none waits.
 *
 * Highest priority first, then oldest. Two workers never get the same build: a row
 * that another transaction has locked is passed over, not waited for. Inside a
 * transaction, rolling back returns the build to the queue. There is no lease: the build
 * must be done within its `maxDurationSeconds`, counted from now, or it times out. To be
 * retried soon after a crash, claim with `claimBuilds`.
 *
 * @throws InvalidInputError
 * @example
 * const build = await getNextBuildForWorker(pool, { workerId: 'worker-1', workerHostname: 'build-3' })
 */
export async function getNextBuildForWorker(
  db: Queryable,
  parameters: GetNextBuildForWorkerParameters,
): Promise<AssignedBuild | undefined> {
  const input = parseInput('getNextBuildForWorker', getNextBuildForWorkerParameters, parameters)
  const { rows } = await db.query(GET_NEXT_BUILD_FOR_WORKER, [input.workerId, input.workerHostname, input.architecture])
  return assignedBuild.optional().parse(rows[0])
}

// As get_next_build_for_worker calls it, whose five columns leave the fence out.
const GET_NEXT_BUILD_FOR_WORKER = `
  SELECT build_id, fence::text AS fence, customer_id, manifest_path, manifest_hash, manifest_json, build_args,
    architecture, target_registry_id, priority, retry_count, queued_at, started_at, timeout_at, lease_until
  FROM build_orchestrator.claim_builds($1, $2, $3, 1, NULL, NULL, NULL, false)
`
