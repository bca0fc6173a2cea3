import { type Queryable, SchemaError } from '@schemata/contract'
import { retryDelay } from '@schemata/worker'

import { type FailedJob, failJobs } from '../job-outbox/fail-jobs.js'
import { errorText } from './error-text.js'
import { markAccepted, markAcceptedAndList } from './mark-accepted.js'
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
  const { events, receipts } = settings
  const created = events === 'all' ? await markAcceptedAndList(db, accepted, receipts?.withinMs) : []
  if (events !== 'all') await markAccepted(db, accepted, receipts?.withinMs)
  const dead = refused.length === 0 ? [] : await markRefused(db, refused, settings)
  const failed = events === 'none' ? [] : dead
  await recordJobEvents(db, [
    ...created.map((outboxId) => ({ outboxId, eventType: 'JOB_CREATED' as const })),
    ...failed.map(({ outboxId }) => ({ outboxId, eventType: 'JOB_FAILED' as const })),
  ])
  return dead
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
