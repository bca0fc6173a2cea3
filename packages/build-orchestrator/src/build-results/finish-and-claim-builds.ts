import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type AssignedBuild, assignedBuild } from '../build-queue/assigned-build.js'
import { type ClaimBuildsParameters, claimBuildsParameters } from '../build-queue/claim-builds.js'
import { parseInput } from '../parse-input.js'
import { type BuildEnd, buildEnd, type FinishedBuild, finishedBuild, toRecord } from './finish-builds.js'

export interface FinishAndClaimBuildsParameters extends ClaimBuildsParameters {
  ends: readonly BuildEnd[]
}

export interface FinishedAndClaimed {
  /** As `finishBuilds` gives them. */
  finished: FinishedBuild[]
  /** As `claimBuilds` gives them. */
  builds: AssignedBuild[]
}

const finishAndClaimBuildsParameters = claimBuildsParameters.extend({ ends: z.array(buildEnd).max(10_000) })

const isFinished = z.object({ finished: z.boolean() })

/**
 * Ends runs and gives the worker its next builds, in one statement: one round trip and one
 * commit instead of two, for all or for none.
 *
 * The ends come first, so that a place they free is given away at once. See `finishBuilds`
 * and `claimBuilds`, which it follows in everything.
 *
 * @throws InvalidInputError
 * @example
 * const { builds } = await finishAndClaimBuilds(pool, { ...worker, limit: 10, ends: [{ ...build, outcome: 'success' }] })
 */
export async function finishAndClaimBuilds(
  db: Queryable,
  parameters: FinishAndClaimBuildsParameters,
): Promise<FinishedAndClaimed> {
  const input = parseInput('finishAndClaimBuilds', finishAndClaimBuildsParameters, parameters)
  const { rows } = await db.query(FINISH_AND_CLAIM_BUILDS, [
    JSON.stringify(input.ends.map(toRecord)),
    input.workerId,
    input.workerHostname,
    input.architecture,
    input.limit,
    input.leaseMs,
    input.memoryMb,
    input.cpuCores,
  ])
  const split = rows.findIndex((row) => !isFinished.parse(row).finished)
  const end = split === -1 ? rows.length : split
  return {
    finished: z.array(finishedBuild).parse(rows.slice(0, end)),
    builds: z.array(assignedBuild).parse(rows.slice(end)),
  }
}

const FINISH_AND_CLAIM_BUILDS = `
  SELECT finished, build_id, fence::text AS fence, status, not_before, customer_id, manifest_path, manifest_hash,
    manifest_json, build_args, architecture, target_registry_id, priority, retry_count, queued_at, started_at,
    timeout_at, lease_until
  FROM build_orchestrator.finish_and_claim_builds($1::text::jsonb, $2, $3, $4, $5, $6::float8 * interval '1 ms', $7, $8)
`
