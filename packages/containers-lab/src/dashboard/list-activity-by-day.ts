import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListActivityByDayParameters {
  /** Today included. @default 8 */
  days?: number
}

const listActivityByDayParameters = z.object({
  days: z.int().min(1).max(366).default(8),
})

export interface ActivityOfDay {
  day: string
  entries: number
  people: number
}

const activityOfDay = z.object({
  day: z.string(),
  entries: z.int(),
  people: z.int(),
})

/**
 * Counts audit entries and the people behind them on each of the last days, oldest day first, quiet days as 0.
 *
 * @throws InvalidInputError
 * @example
 * const days = await listActivityByDay(db)
 */
export async function listActivityByDay(
  db: Queryable,
  parameters: ListActivityByDayParameters = {},
): Promise<ActivityOfDay[]> {
  const input = parseInput('listActivityByDay', listActivityByDayParameters, parameters)
  const { rows } = await db.query(LIST_ACTIVITY_BY_DAY, [input.days])
  return z.array(activityOfDay).parse(rows)
}

const LIST_ACTIVITY_BY_DAY = `
  SELECT asked.day::date::text AS day, count(entry.id)::integer AS entries, count(DISTINCT entry.actor_user_id)::integer AS people
  FROM generate_series(CURRENT_DATE - ($1::integer - 1), CURRENT_DATE, interval '1 day') AS asked (day)
  LEFT JOIN containers_lab.audit_entries AS entry
    ON entry.created_at >= asked.day AND entry.created_at < asked.day + interval '1 day'
  GROUP BY asked.day
  ORDER BY asked.day
`
