import { z } from 'zod'

import { type JobFacts, untoldJob } from '../job-facts.js'
import { type PayloadRules, payloadDigest, toPayload } from '../payload.js'
import type { StageFacts } from '../stage-facts.js'
import { stamp, UNTOLD } from '../stamp.js'
import { type EventError, eventError } from './event-error.js'
import { eventName } from './event-names.js'
import { type EventTime, eventTime } from './event-time.js'
import { payloadObject } from './payload-object.js'

interface StageEvent {
  jobId: string
  /** Used while the acceptance of the job is not known. */
  botId?: string
  /** Such as login or fill-form. */
  stageName: string
  meta?: Record<string, unknown>
}

/** A stage began. */
export interface StageStartEvent extends StageEvent {
  type: 'stage.start'
  /** When it began, which is what its end refers to. @default now, by the clock of this process */
  at?: EventTime
}

/** A stage ended. `startedAt` or `durationMs` says which run of it. */
export interface StageEndEvent extends StageEvent {
  type: 'stage.succeed' | 'stage.fail'
  /** When it ended. @default now, by the clock of this process */
  at?: EventTime
  /** The `at` of the start. @default the end less `durationMs` */
  startedAt?: EventTime
  /** Milliseconds, rounded; below zero counts as zero. Without effect beside `startedAt`. */
  durationMs?: number
  error?: EventError
}

const stage = {
  jobId: z.guid().toLowerCase(),
  botId: eventName.optional(),
  stageName: eventName,
  at: eventTime.prefault(() => new Date()),
  meta: payloadObject.optional(),
}

const end = {
  ...stage,
  startedAt: eventTime.optional(),
  durationMs: z.number().optional(),
  error: eventError.optional(),
}

export const stageStartEvent = z.object({ type: z.literal('stage.start'), ...stage })
export const stageSucceedEvent = z.object({ type: z.literal('stage.succeed'), ...end }).check(namesItsRun)
export const stageFailEvent = z.object({ type: z.literal('stage.fail'), ...end }).check(namesItsRun)

type StageEnd = z.output<typeof stageSucceedEvent> | z.output<typeof stageFailEvent>

function namesItsRun({ value, issues }: z.core.ParsePayload<StageEnd>): void {
  if (value.startedAt !== undefined || value.durationMs !== undefined) return
  issues.push({ code: 'custom', input: value, path: ['startedAt'], message: 'expected startedAt or durationMs' })
}

/** A job of which a stage began is running, whether or not its start was told. */
export function stageJobFacts(event: z.output<typeof stageStartEvent> | StageEnd): JobFacts {
  const first = event.type === 'stage.start' ? event.at : startOf(event)
  return untoldJob(event.jobId, event.botId, first, 'running')
}

export function stageStartFacts(event: z.output<typeof stageStartEvent>, rules: PayloadRules): StageFacts {
  return {
    job_id: event.jobId,
    stage_name: event.stageName,
    started_at: event.at,
    status: 'start',
    ended_stamp: UNTOLD,
    meta: toPayload(event.meta, rules),
  }
}

export function stageEndFacts(event: StageEnd, rules: PayloadRules): StageFacts {
  const failed = event.type === 'stage.fail'
  const error = toPayload(event.error, rules)
  return {
    job_id: event.jobId,
    stage_name: event.stageName,
    started_at: startOf(event),
    ended_at: event.at,
    status: failed ? 'fail' : 'succeed',
    ended_stamp: stamp(event.at, failed ? 2 : 1, payloadDigest([error])),
    end_meta: toPayload(event.meta, rules),
    error,
  }
}

function startOf({ at, startedAt, durationMs = 0 }: StageEnd): string {
  return startedAt ?? new Date(Math.max(0, Date.parse(at) - Math.max(0, Math.round(durationMs)))).toISOString()
}
