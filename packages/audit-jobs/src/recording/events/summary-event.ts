import { z } from 'zod'

import { type JobFacts, untoldJob } from '../job-facts.js'
import { type PayloadRules, payloadDigest, toPayload } from '../payload.js'
import { stamp } from '../stamp.js'
import { eventName } from './event-names.js'
import { type EventTime, eventTime } from './event-time.js'

/** What a job says of its stages when it is over. */
export interface SummaryEvent {
  type: 'job.summary'
  jobId: string
  /** Used while the acceptance of the job is not known. */
  botId?: string
  /** @default now, by the clock of this process */
  at?: EventTime
  /** Stage name to total milliseconds, rounded; below zero counts as zero. */
  stages?: Record<string, number>
  /** The stages in order. */
  stagesList?: readonly unknown[]
}

export const summaryEvent = z.object({
  type: z.literal('job.summary'),
  jobId: z.guid().toLowerCase(),
  botId: eventName.optional(),
  at: eventTime.prefault(() => new Date()),
  stages: z
    .record(
      z.string(),
      z.number().transform((ms) => Math.max(0, Math.round(ms))),
    )
    .optional(),
  stagesList: z.array(z.unknown()).optional(),
})

/** A job that sums itself up has run. */
export function summaryFacts(event: z.output<typeof summaryEvent>, rules: PayloadRules): JobFacts {
  const stages = toPayload(event.stages, rules)
  const stages_list = toPayload(event.stagesList, rules)
  return {
    ...untoldJob(event.jobId, event.botId, event.at, 'running'),
    stages,
    stages_list,
    summary_stamp: stamp(event.at, 0, payloadDigest([stages, stages_list])),
  }
}
