import { hostname } from 'node:os'

import type { Queryable } from '@schemata/contract'

import { finishAndClaimBuilds } from '../build-results/finish-and-claim-builds.js'
import { finishBuilds } from '../build-results/finish-builds.js'
import type { ImageReport } from '../build-results/image-report.js'
import type { RunReport } from '../build-results/run-report.js'
import type { Architecture } from './architecture.js'
import type { AssignedBuild } from './assigned-build.js'
import { claimBuilds } from './claim-builds.js'
import { heartbeatBuilds } from './heartbeat-builds.js'
import { releaseBuilds } from './release-builds.js'
import { sweepBuilds } from './sweep-builds.js'

/** What a handler returns: recorded as the result of the build. */
export type BuildReport = RunReport & ImageReport

export interface CreateBuildQueueParameters {
  /** Recorded on the builds. @default the name of this machine */
  workerHostname?: string
  /** Only builds for this architecture. @default any */
  architecture?: Architecture
  /** Only builds estimated to need no more memory. @default any */
  memoryMb?: number
  /** Only builds estimated to need no more cores. @default any */
  cpuCores?: number
}

interface QueueHold {
  readonly id: string
  readonly fence: string
}

interface QueueClaim {
  readonly workerId: string
  readonly limit: number
  readonly leaseMs: number
}

interface QueueCompletion extends QueueHold {
  readonly result: BuildReport | undefined
}

interface QueueFailure extends QueueHold {
  readonly kind: 'error' | 'permanent' | 'timeout' | 'cancelled'
  readonly error: string
  readonly retryInMs: number | null
}

/**
 * The build queue, in the form that a worker of `@schemata/worker` takes, for a worker
 * that cannot run every build.
 *
 * A handler gets an `AssignedBuild` and returns a `BuildReport`, or nothing. What it
 * throws is retried with the worker's delay while the build has retries; what it throws
 * as permanent, and what was cancelled, is not.
 *
 * @example
 * const worker = createWorker({ pool, queue: createBuildQueue({ architecture: 'arm64' }), handle: build })
 */
export function createBuildQueue({ workerHostname = hostname(), ...capabilities }: CreateBuildQueueParameters = {}) {
  return {
    name: 'build_orchestrator.build_queue',

    async claim(db: Queryable, request: QueueClaim) {
      const builds = await claimBuilds(db, { ...capabilities, ...request, workerHostname })
      return builds.map(toClaimed)
    },

    async complete(db: Queryable, completions: readonly QueueCompletion[]) {
      return (await finishBuilds(db, { ends: completions.map(toSuccess) })).map(({ buildId }) => buildId)
    },

    async completeAndClaim(
      db: Queryable,
      { completions, ...request }: QueueClaim & { completions: readonly QueueCompletion[] },
    ) {
      const { finished, builds } = await finishAndClaimBuilds(db, {
        ...capabilities,
        ...request,
        workerHostname,
        ends: completions.map(toSuccess),
      })
      return { completed: finished.map(({ buildId }) => buildId), claimed: builds.map(toClaimed) }
    },

    async fail(db: Queryable, failures: readonly QueueFailure[]) {
      const finished = await finishBuilds(db, { ends: failures.map(toEnd) })
      return finished.map(({ buildId, status }) => ({
        id: buildId,
        outcome: status === 'queued' ? ('retry' as const) : ('dead' as const),
      }))
    },

    async heartbeat(db: Queryable, request: { leaseMs: number; holds: readonly QueueHold[] }) {
      const holds = request.holds.map(({ id, fence }) => ({ buildId: id, fence }))
      const held = await heartbeatBuilds(db, { holds, leaseMs: request.leaseMs })
      return {
        held: held.map(({ buildId }) => buildId),
        cancelRequested: held.filter(({ cancelRequested }) => cancelRequested).map(({ buildId }) => buildId),
      }
    },

    async release(db: Queryable, holds: readonly QueueHold[]) {
      const released = await releaseBuilds(db, { holds: holds.map(({ id, fence }) => ({ buildId: id, fence })) })
      return released.map(({ buildId }) => buildId)
    },

    async sweep(db: Queryable, { limit }: { limit: number }) {
      return (await sweepBuilds(db, { limit })).length
    },
  }
}

/**
 * The build queue in the form that a worker of `@schemata/worker` takes: any build.
 *
 * @example
 * const worker = createWorker({ pool, queue: buildQueue, handle: (build) => run(build.manifest) }).start()
 */
export const buildQueue = createBuildQueue()

function toClaimed(build: AssignedBuild) {
  return {
    id: build.buildId,
    fence: build.fence,
    attempt: build.retryCount + 1,
    item: build,
    waitedMs: Math.max(0, build.startedAt.getTime() - build.queuedAt.getTime()),
  }
}

function toSuccess({ id, fence, result }: QueueCompletion) {
  return { ...result, buildId: id, fence, outcome: 'success' as const }
}

function toEnd({ id, fence, kind, error, retryInMs }: QueueFailure) {
  return {
    buildId: id,
    fence,
    outcome: kind === 'cancelled' ? ('cancelled' as const) : ('failed' as const),
    errorMessage: error,
    errorCode: kind === 'timeout' ? 'BUILD_TIMEOUT' : undefined,
    retry: true,
    retryInMs: retryInMs ?? undefined,
    permanent: kind === 'permanent' || retryInMs === null,
  }
}
