import { z } from 'zod'

import { calendarDay, calendarMonth, spanOfDay, spanOfMonth } from '../calendar.js'
import { timeZone } from '../time-zone.js'
import { type JobState, jobState } from './job-header.js'

/** Which jobs are meant; what is left out admits all of them. */
export interface JobFilter {
  state?: JobState
  botId?: string
  /** Part of the bot's id, without regard to case; `%` and `_` mean themselves. */
  botIdContains?: string
  /** Part of the creator's name, without regard to case; `%` and `_` mean themselves. */
  createdByContains?: string
  /** The beginning of the job's id, with its hyphens. */
  jobIdPrefix?: string
  correlationId?: string
  /** Accepted then or later. */
  from?: Date
  /** Accepted before then. */
  to?: Date
  /** Accepted on that day of the zone, `YYYY-MM-DD`. Not together with `month`. */
  day?: string
  /** Accepted in that month of the zone, `YYYY-MM`. */
  month?: string
  /** By name. @default 'UTC' */
  zone?: string
}

const UUID_SHAPE = '00000000-0000-0000-0000-000000000000'

/** The shape of a filter, to be spread into an object. */
export const jobFilter = {
  state: jobState.optional(),
  botId: z.string().optional(),
  botIdContains: z.string().optional(),
  createdByContains: z.string().optional(),
  jobIdPrefix: z
    .string()
    .toLowerCase()
    .refine(beginsId, 'expected the beginning of a UUID, hyphens included')
    .optional(),
  correlationId: z.string().optional(),
  from: z.date().optional(),
  to: z.date().optional(),
  day: calendarDay.optional(),
  month: calendarMonth.optional(),
  zone: timeZone,
}

/** True unless the filter names both a day and a month. */
export function namesOneSpan({ day, month }: { day?: string | undefined; month?: string | undefined }): boolean {
  return day === undefined || month === undefined
}

const checked = z.object(jobFilter)

/** The filter as values for {@link MATCHES_FILTER}. */
export function filterValues(filter: z.output<typeof checked>): unknown[] {
  const { jobIdPrefix: prefix, day, month } = filter
  const days = day !== undefined ? spanOfDay(day) : month !== undefined ? spanOfMonth(month) : undefined
  return [
    filter.state,
    filter.botId,
    filter.botIdContains && containing(filter.botIdContains),
    filter.createdByContains && containing(filter.createdByContains),
    prefix && prefix + UUID_SHAPE.slice(prefix.length),
    prefix && prefix + UUID_SHAPE.slice(prefix.length).replaceAll('0', 'f'),
    filter.correlationId,
    filter.from,
    filter.to,
    days?.first,
    days?.next,
    filter.zone,
  ]
}

function containing(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`
}

function beginsId(prefix: string): boolean {
  const shape = UUID_SHAPE.slice(0, prefix.length)
  return prefix.length <= UUID_SHAPE.length && prefix.replace(/[0-9a-f]/g, '0') === shape
}

/**
 * The condition on `job`, as part of a statement; its values are $1 to $12. Every column
 * stands bare on its side, so that its index serves.
 */
export const MATCHES_FILTER = `
      ($1::text IS NULL OR job.state = $1)
      AND ($2::text IS NULL OR job.bot_id = $2)
      AND ($3::text IS NULL OR job.bot_id ILIKE $3)
      AND ($4::text IS NULL OR job.created_by ->> 'name' ILIKE $4)
      AND ($5::uuid IS NULL OR job.job_id BETWEEN $5 AND $6::uuid)
      AND ($7::text IS NULL OR job.correlation_id = $7)
      AND ($8::timestamptz IS NULL OR job.accepted_at >= $8)
      AND ($9::timestamptz IS NULL OR job.accepted_at < $9)
      AND (
        $10::date IS NULL
        OR job.accepted_at >= $10::date::timestamp AT TIME ZONE $12::text
        AND job.accepted_at < $11::date::timestamp AT TIME ZONE $12::text
      )`
