import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { timeZone } from '../time-zone.js'

export interface ListDailyOutcomesParameters {
  /** Days up to today, today included, up to 365. @default 14 */
  days?: number
  /** By name; says when a day begins. @default 'UTC' */
  zone?: string
  /** Only jobs of this bot. @default all */
  botId?: string
}

export interface DailyOutcome {
  /** `YYYY-MM-DD` in the zone. */
  day: string
  succeeded: number
  failed: number
  canceled: number
  /** Percentage of those that succeeded or failed; null when neither exists. */
  successRate: number | null
}

const listDailyOutcomesParameters = z.object({
  days: z.int().min(1).max(365).default(14),
  zone: timeZone,
  botId: z.string().optional(),
})

const dailyOutcome = z
  .object({
    day: z.iso.date(),
    succeeded: z.int(),
    failed: z.int(),
    canceled: z.int(),
    success_rate: z.number().nullable(),
  })
  .transform(({ success_rate, ...row }): DailyOutcome => ({ ...row, successRate: success_rate }))

/**
 * Lists how jobs ended on each of the last days, the oldest day first; days without any
 * are there with zeros.
 *
 * @throws InvalidInputError
 * @example
 * const trend = await listDailyOutcomes(pool, { days: 30, zone: 'Europe/Berlin' })
 */
export async function listDailyOutcomes(
  db: Queryable,
  parameters: ListDailyOutcomesParameters = {},
): Promise<DailyOutcome[]> {
  const { days, zone, botId } = parseInput('listDailyOutcomes', listDailyOutcomesParameters, parameters)
  const { rows } = await db.query(LIST_DAILY_OUTCOMES, [days, zone, botId])
  return z.array(dailyOutcome).parse(rows)
}

const LIST_DAILY_OUTCOMES = `
  SELECT to_char(day.date, 'YYYY-MM-DD') AS day, ended.succeeded::float8 AS succeeded, ended.failed::float8 AS failed,
    ended.canceled::float8 AS canceled,
    round(100.0 * ended.succeeded / nullif(ended.succeeded + ended.failed, 0), 2)::float8 AS success_rate
  FROM (
    SELECT (now() AT TIME ZONE $2::text)::date - ago AS date
    FROM generate_series($1::integer - 1, 0, -1) AS ago
  ) AS day
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE job.state = 'succeeded') AS succeeded,
      count(*) FILTER (WHERE job.state = 'failed') AS failed,
      count(*) FILTER (WHERE job.state = 'canceled') AS canceled
    FROM audit_jobs.jobs AS job
    WHERE job.finished_at >= day.date::timestamp AT TIME ZONE $2::text
      AND job.finished_at < (day.date + 1)::timestamp AT TIME ZONE $2::text
      AND ($3::text IS NULL OR job.bot_id = $3)
  ) AS ended
  ORDER BY day.date
`
