import { z } from 'zod'

import { type JobFacts, untoldJob } from '../job-facts.js'
import { eventName } from './event-names.js'
import { type EventTime, eventTime } from './event-time.js'

/** A job began to run. Of several starts the earliest counts. */
export interface StartedEvent {
  type: 'job.started'
  jobId: string
  /** Used while the acceptance of the job is not known. */
  botId?: string
  /** @default now, by the clock of this process */
  at?: EventTime
}

export const startedEvent = z.object({
  type: z.literal('job.started'),
  jobId: z.guid().toLowerCase(),
  botId: eventName.optional(),
  at: eventTime.prefault(() => new Date()),
})

export function startedFacts({ jobId, botId, at }: z.output<typeof startedEvent>): JobFacts {
  return { ...untoldJob(jobId, botId, at, 'running'), started_at: at }
}
