import { z } from 'zod'

import { type JobFacts, untoldJob } from '../job-facts.js'
import { type PayloadRules, payloadDigest, toPayload, toText } from '../payload.js'
import { stamp } from '../stamp.js'
import { type EventError, eventError } from './event-error.js'
import { eventName } from './event-names.js'
import { type EventTime, eventTime } from './event-time.js'

interface FinishedEvent {
  jobId: string
  /** Used while the acceptance of the job is not known. */
  botId?: string
  /** @default now, by the clock of this process */
  at?: EventTime
}

/** A job reached its end and gave a result. */
export interface SucceededEvent extends FinishedEvent {
  type: 'job.succeeded'
  result?: unknown
}

/** A job ended with an error. */
export interface FailedEvent extends FinishedEvent {
  type: 'job.failed'
  error: EventError
}

/** A job was given up before it had an outcome. */
export interface CanceledEvent extends FinishedEvent {
  type: 'job.canceled'
  reason?: string
}

const finished = {
  jobId: z.guid().toLowerCase(),
  botId: eventName.optional(),
  at: eventTime.prefault(() => new Date()),
}

export const succeededEvent = z.object({
  type: z.literal('job.succeeded'),
  ...finished,
  result: z.unknown().optional(),
})

export const failedEvent = z.object({ type: z.literal('job.failed'), ...finished, error: eventError })

export const canceledEvent = z.object({
  type: z.literal('job.canceled'),
  ...finished,
  reason: z.string().optional(),
})

export function succeededFacts(event: z.output<typeof succeededEvent>, rules: PayloadRules): JobFacts {
  return finishedFacts(event, 'succeeded', { result: toPayload(event.result, rules) })
}

export function failedFacts(event: z.output<typeof failedEvent>, rules: PayloadRules): JobFacts {
  const error = toPayload(event.error, rules)
  return finishedFacts(event, 'failed', { error_message: event.error.message, error })
}

export function canceledFacts(event: z.output<typeof canceledEvent>): JobFacts {
  const reason = event.reason === undefined ? undefined : toText(event.reason, 2000)
  return finishedFacts(event, 'canceled', { error_message: reason })
}

type Outcome = Pick<JobFacts, 'result' | 'error_message' | 'error'>

/** Decides between two ends of one moment. */
const RANK = { succeeded: 1, failed: 2, canceled: 3 }

function finishedFacts(
  { jobId, botId, at }: { jobId: string; botId?: string | undefined; at: string },
  state: keyof typeof RANK,
  outcome: Outcome,
): JobFacts {
  const digest = payloadDigest([outcome.result, outcome.error_message, outcome.error])
  return {
    ...untoldJob(jobId, botId, at),
    ...outcome,
    state,
    finished_at: at,
    finished_stamp: stamp(at, RANK[state], digest),
  }
}
