import { type Queryable, SchemaError } from '@schemata/contract'
import { retryDelay } from '@schemata/worker'

import { completeJobs } from '../job-outbox/complete-jobs.js'
import { type FailedJob, failJobs } from '../job-outbox/fail-jobs.js'
import { completeJobsAwaitingReceipts } from '../receipts/complete-jobs-awaiting-receipts.js'
import { errorText } from './error-text.js'
import type { BatchOutcome, RefusedJob } from './publish-batch.js'
import { recordJobEvents } from './record-job-events.js'
import type { RelaySettings } from './relay-options.js'

export interface DeadJob {
  readonly outboxId: string
  readonly error: string
}

/** Marks what a batch came to: processed, to be tried again, or dead. Gives the dead ones. */
export async function settleBatch(
  db: Queryable,
  { accepted, refused }: Pick<BatchOutcome, 'accepted' | 'refused'>,
  settings: RelaySettings,
): Promise<DeadJob[]> {
  const marked = await markAccepted(db, accepted, settings)
  const dead = refused.length === 0 ? [] : await markRefused(db, refused, settings)
  const created = settings.events === 'all' ? marked : []
  const failed = settings.events === 'none' ? [] : dead
  await recordJobEvents(db, [
    ...created.map((outboxId) => ({ outboxId, eventType: 'JOB_CREATED' as const })),
    ...failed.map(({ outboxId }) => ({ outboxId, eventType: 'JOB_FAILED' as const })),
  ])
  return dead
}

async function markAccepted(db: Queryable, jobs: BatchOutcome['accepted'], { receipts }: RelaySettings) {
  if (jobs.length === 0) return []
  const held = jobs.map(({ outboxId, fence }) => ({ outboxId, fence }))
  if (receipts === undefined) return completeJobs(db, { jobs: held })
  return completeJobsAwaitingReceipts(db, { jobs: held, receiptWithinMs: receipts.withinMs })
}

async function markRefused(
  db: Queryable,
  refused: readonly RefusedJob[],
  { backoff }: RelaySettings,
): Promise<DeadJob[]> {
  const failures = refused.map(({ job, error }): FailedJob => {
    const retryInMs = isPermanent(error) ? null : retryDelay(job.attempt, backoff)
    return { outboxId: job.outboxId, fence: job.fence, error: errorText(error), retryInMs }
  })
  const errors = new Map(failures.map(({ outboxId, error }) => [outboxId, error]))
  const outcomes = await failJobs(db, { jobs: failures })
  return outcomes
    .filter(({ outcome }) => outcome === 'dead')
    .map(({ outboxId }) => ({ outboxId, error: errors.get(outboxId) ?? '' }))
}

function isPermanent(error: unknown): boolean {
  return SchemaError.is(error) && error.code === 'OUTBOX_JOB_REFUSED'
}
