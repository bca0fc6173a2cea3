import { z } from 'zod'

import { type JobFacts, untoldJob } from '../job-facts.js'
import { type PayloadRules, payloadDigest, toPayload } from '../payload.js'
import { stamp } from '../stamp.js'
import { eventName } from './event-names.js'
import { type EventTime, eventTime } from './event-time.js'
import { payloadObject } from './payload-object.js'

/** Who asked for a job. */
export interface Creator {
  name: string
  role?: string
  /** When they asked. */
  at?: EventTime
}

/** A job was taken into the queue. */
export interface AcceptedEvent {
  type: 'job.accepted'
  jobId: string
  botId: string
  /** @default now, by the clock of this process */
  at?: EventTime
  /** Parameters of the job. */
  meta?: Record<string, unknown>
  createdBy?: Creator
  /** What is expected of it, such as the result of `estimateJob`. */
  estimate?: Record<string, unknown>
  /** How busy the runner is. */
  capacitySnapshot?: Record<string, unknown>
  /** Shared by jobs that belong to one request. */
  correlationId?: string
  /** 1 for the first try. */
  attempt?: number
  /** The job that this one tries again. */
  retryOf?: string
}

export const acceptedEvent = z.object({
  type: z.literal('job.accepted'),
  jobId: z.guid().toLowerCase(),
  botId: eventName,
  at: eventTime.prefault(() => new Date()),
  meta: payloadObject.optional(),
  createdBy: z
    .object({ name: eventName, role: eventName.optional(), at: eventTime.optional() }, 'expected { name, role?, at? }')
    .optional(),
  estimate: payloadObject.optional(),
  capacitySnapshot: payloadObject.optional(),
  correlationId: eventName.optional(),
  attempt: z.int32().positive().optional(),
  retryOf: z.guid().toLowerCase().optional(),
})

export function acceptedFacts(event: z.output<typeof acceptedEvent>, rules: PayloadRules): JobFacts {
  const told = {
    bot_id: event.botId,
    meta: toPayload(event.meta, rules),
    created_by: toPayload(event.createdBy, rules),
    estimate: toPayload(event.estimate, rules),
    capacity_snapshot: toPayload(event.capacitySnapshot, rules),
    correlation_id: event.correlationId,
    attempt: event.attempt,
    retry_of: event.retryOf,
  }
  const digest = payloadDigest(Object.values(told))
  return { ...untoldJob(event.jobId, event.botId, event.at), ...told, accepted_stamp: stamp(event.at, 0, digest) }
}
