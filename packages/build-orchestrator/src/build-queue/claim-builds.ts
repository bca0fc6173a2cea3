import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Architecture, architecture } from './architecture.js'
import { type AssignedBuild, assignedBuild } from './assigned-build.js'

export interface ClaimBuildsParameters {
  /** Recorded on the builds. */
  workerId: string
  workerHostname: string
  /** 1 to 1000. @default 1 */
  limit?: number
  /** How long the worker may be silent, in milliseconds; see `heartbeatBuilds`. @default 60000 */
  leaseMs?: number
  /** Only builds for this architecture. @default any */
  architecture?: Architecture
  /** Only builds estimated to need no more memory, or without an estimate. @default any */
  memoryMb?: number
  /** Only builds estimated to need no more cores, or without an estimate. @default any */
  cpuCores?: number
}

export const claimBuildsParameters = z.object({
  workerId: z.string().min(1).max(100),
  workerHostname: z.string().min(1).max(255),
  limit: z.int().min(1).max(1000).default(1),
  leaseMs: z.int().positive().max(86_400_000).default(60_000),
  architecture: architecture.optional(),
  memoryMb: z.int32().nonnegative().optional(),
  cpuCores: z.number().nonnegative().optional(),
})

/**
 * Gives a worker the builds that should run next, none when none is ready.
 *
 * Highest priority first; within a priority, one build of each customer a round, oldest
 * first. Delayed builds, those of a customer whose limit is reached, and all while the
 * queue is paused, are not ready. Rows that others have locked are passed over. Each
 * build comes with the fence of this run, which every later write must state.
 *
 * @throws InvalidInputError
 * @example
 * const builds = await claimBuilds(pool, { workerId: 'worker-1', workerHostname: 'build-3', limit: 2 })
 */
export async function claimBuilds(db: Queryable, parameters: ClaimBuildsParameters): Promise<AssignedBuild[]> {
  const input = parseInput('claimBuilds', claimBuildsParameters, parameters)
  const { rows } = await db.query(CLAIM_BUILDS, [
    input.workerId,
    input.workerHostname,
    input.architecture,
    input.limit,
    input.leaseMs,
    input.memoryMb,
    input.cpuCores,
  ])
  return z.array(assignedBuild).parse(rows)
}

const CLAIM_BUILDS = `
  SELECT build_id, fence::text AS fence, customer_id, manifest_path, manifest_hash, manifest_json, build_args,
    architecture, target_registry_id, priority, retry_count, queued_at, started_at, timeout_at, lease_until
  FROM build_orchestrator.claim_builds($1, $2, $3, $4, $5::float8 * interval '1 ms', $6, $7)
`
