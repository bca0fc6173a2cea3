import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { timeZone } from '../time-zone.js'
import { type ThroughputSpan, throughputSpan } from './throughput-span.js'

export type ListThroughputParameters = ThroughputSpan & {
  /** By name; says when hours, days and months begin. @default 'UTC' */
  zone?: string
  /** Only jobs of this bot. @default all */
  botId?: string
}

/** What happened within one hour, day or month. */
export interface ThroughputBucket {
  startsAt: Date
  /** Where the next one starts. */
  endsAt: Date
  /** The start by the clock of the zone, `2026-10-25T02:00`; twice the same when an hour is repeated. */
  label: string
  accepted: number
  succeeded: number
  failed: number
  canceled: number
}

const options = z.object({ zone: timeZone, botId: z.string().optional() })

const throughputBucket = z
  .object({
    starts_at: z.date(),
    ends_at: z.date(),
    label: z.string(),
    accepted: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    canceled: z.int(),
  })
  .transform(({ starts_at, ends_at, ...row }): ThroughputBucket => ({ startsAt: starts_at, endsAt: ends_at, ...row }))

/**
 * Counts accepted and ended jobs by hour, day or month, the oldest bucket first; buckets
 * without any are there with zeros.
 *
 * A job counts as accepted where its acceptance falls and as ended where its end does.
 * Buckets follow the clock of the zone across daylight saving: none is lost, none counts
 * twice.
 *
 * @throws InvalidInputError
 * @example
 * const hours = await listThroughput(pool, { by: 'hour', day: '2026-03-29', zone: 'Europe/Berlin' })
 * hours.length // 23: the clocks go forward
 */
export async function listThroughput(db: Queryable, parameters: ListThroughputParameters): Promise<ThroughputBucket[]> {
  const { zone, botId } = parseInput('listThroughput', options, parameters)
  const span = parseInput('listThroughput', throughputSpan, parameters)
  const { rows } = await db.query(...statementOf(span, zone, botId))
  return z.array(throughputBucket).parse(rows)
}

function statementOf(
  span: z.output<typeof throughputSpan>,
  zone: string,
  botId: string | undefined,
): [text: string, values: unknown[]] {
  switch (span.by) {
    case 'hour':
      return [BY_HOUR, [zone, botId, span.day]]
    case 'day':
      return [BY_DAY, [zone, botId, `${span.month}-01`]]
    case 'month':
      return [BY_MONTH, [zone, botId, `${span.year}-01-01`]]
    case 'last_hours':
      return [BY_LAST_HOURS, [zone, botId, span.hours]]
  }
}

/** What is counted within `bucket`, whichever way the buckets were made. */
const COUNTED = `
  SELECT bucket.starts_at, bucket.ends_at,
    to_char(bucket.starts_at AT TIME ZONE $1::text, 'YYYY-MM-DD"T"HH24:MI') AS label,
    accepted.jobs::float8 AS accepted, ended.succeeded::float8 AS succeeded, ended.failed::float8 AS failed,
    ended.canceled::float8 AS canceled
  FROM bucket
  CROSS JOIN LATERAL (
    SELECT count(*) AS jobs
    FROM audit_jobs.jobs AS job
    WHERE job.accepted_at >= bucket.starts_at AND job.accepted_at < bucket.ends_at
      AND ($2::text IS NULL OR job.bot_id = $2)
  ) AS accepted
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE job.state = 'succeeded') AS succeeded,
      count(*) FILTER (WHERE job.state = 'failed') AS failed,
      count(*) FILTER (WHERE job.state = 'canceled') AS canceled
    FROM audit_jobs.jobs AS job
    WHERE job.finished_at >= bucket.starts_at AND job.finished_at < bucket.ends_at
      AND ($2::text IS NULL OR job.bot_id = $2)
  ) AS ended
  ORDER BY bucket.starts_at
`

// Hours are counted in time that passes, from one local midnight to the next.
const BY_HOUR = `
  WITH day AS (
    SELECT $3::date::timestamp AT TIME ZONE $1::text AS starts_at,
      ($3::date + 1)::timestamp AT TIME ZONE $1::text AS ends_at
  ), bucket AS (
    SELECT starts.at AS starts_at, least(starts.at + interval '1 hour', day.ends_at) AS ends_at
    FROM day
    CROSS JOIN generate_series(day.starts_at, day.ends_at - interval '1 microsecond', interval '1 hour') AS starts (at)
  )
  ${COUNTED}
`

// Days and months are counted on the local calendar; each bound is then a moment.
const BY_DAY = `
  WITH bucket AS (
    SELECT starts.at AT TIME ZONE $1::text AS starts_at, (starts.at + interval '1 day') AT TIME ZONE $1::text AS ends_at
    FROM generate_series(
      $3::date::timestamp, $3::date::timestamp + interval '1 month' - interval '1 day', interval '1 day'
    ) AS starts (at)
  )
  ${COUNTED}
`

const BY_MONTH = `
  WITH bucket AS (
    SELECT starts.at AT TIME ZONE $1::text AS starts_at,
      (starts.at + interval '1 month') AT TIME ZONE $1::text AS ends_at
    FROM generate_series($3::date::timestamp, $3::date::timestamp + interval '11 months', interval '1 month')
      AS starts (at)
  )
  ${COUNTED}
`

const BY_LAST_HOURS = `
  WITH present AS (
    SELECT date_trunc('hour', now(), $1::text) AS starts_at
  ), bucket AS (
    SELECT starts.at AS starts_at, starts.at + interval '1 hour' AS ends_at
    FROM present
    CROSS JOIN generate_series(
      present.starts_at - make_interval(hours => $3::integer - 1), present.starts_at, interval '1 hour'
    ) AS starts (at)
  )
  ${COUNTED}
`
