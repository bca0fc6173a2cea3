import type { Queryable } from '@schemata/contract'

import { inTransaction } from '../in-transaction.js'
import { claimJobs } from '../job-outbox/claim-jobs.js'
import type { ClaimedJob } from '../job-outbox/claimed-job.js'
import { releaseJobs } from '../job-outbox/release-jobs.js'
import { PublisherUnavailableError } from '../publishers/errors.js'
import { type BatchOutcome, publishBatch } from './publish-batch.js'
import type { RelaySettings } from './relay-options.js'
import { type DeadJob, settleBatch } from './settle-batch.js'
import { takeBatch } from './take-batch.js'
import { within } from './within.js'

export interface HandOverParameters {
  readonly settings: RelaySettings
  /** What protects this batch. */
  readonly mode: RelaySettings['mode']
  readonly relayId: string
  readonly signal: AbortSignal
  /** Called with the size of the batch once it is held. */
  readonly onTaken: (jobs: number) => void
}

export interface HandedOver {
  readonly taken: number
  readonly outcome: BatchOutcome
  readonly dead: readonly DeadJob[]
}

const NOTHING: HandedOver = {
  taken: 0,
  outcome: { accepted: [], refused: [], untried: [], unavailable: undefined },
  dead: [],
}

/** Takes a batch, hands it over and marks it; gives what became of it. */
export function handOver(parameters: HandOverParameters): Promise<HandedOver> {
  return parameters.mode === 'lease' ? underLease(parameters) : inOneTransaction(parameters)
}

/** The locks are the lease: when this process dies the rows are free at once, and unchanged. */
function inOneTransaction(parameters: HandOverParameters): Promise<HandedOver> {
  const { settings, onTaken } = parameters
  return inTransaction(settings.pool, async (db) => {
    const { queue, batch, batchTimeoutMs, publishTimeoutMs } = settings
    const jobs = await takeBatch(db, { queue, batch, idleLimitMs: batchTimeoutMs + publishTimeoutMs + 2000 })
    if (jobs.length === 0) return NOTHING
    onTaken(jobs.length)
    const outcome = await publish(jobs, parameters, db)
    return { taken: jobs.length, outcome, dead: await settleBatch(db, outcome, settings) }
  })
}

async function underLease(parameters: HandOverParameters): Promise<HandedOver> {
  const { settings, relayId, onTaken } = parameters
  const { pool, queue, batch } = settings
  // A relay that came to leases by itself was not asked for one that outlasts a batch.
  const leaseMs = Math.max(settings.leaseMs, settings.batchTimeoutMs + settings.publishTimeoutMs + 2000)
  const jobs = await claimJobs(pool, { targetQueue: queue, limit: batch, workerId: relayId, leaseMs })
  if (jobs.length === 0) return NOTHING
  onTaken(jobs.length)
  const outcome = await publish(jobs, parameters, undefined)
  const untried = outcome.untried.map(({ outboxId, fence }) => ({ outboxId, fence }))
  if (untried.length > 0) await releaseJobs(pool, { jobs: untried })
  const dead = await inTransaction(pool, (db) => settleBatch(db, outcome, settings))
  return { taken: jobs.length, outcome, dead }
}

function publish(
  jobs: readonly ClaimedJob[],
  { settings, signal }: HandOverParameters,
  db: Queryable | undefined,
): Promise<BatchOutcome> {
  const { publisher, queue, publishTimeoutMs: ms } = settings
  const end = performance.now() + settings.batchTimeoutMs
  const onTimeout = () =>
    new PublisherUnavailableError({ publisher: publisher.name, reason: `it did not answer within ${ms} ms` })
  return publishBatch({
    jobs,
    send: (part) => within(publisher.publish(queue, part, { signal, db }), { ms, signal, onTimeout }),
    isUnavailable: (error) => error instanceof PublisherUnavailableError || publisher.isUnavailable(error),
    isOver: () => signal.aborted || performance.now() > end,
  })
}
