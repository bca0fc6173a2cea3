import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListCompletionsByDayParameters {
  /** Today included. @default 7 */
  days?: number
}

const listCompletionsByDayParameters = z.object({
  days: z.int().min(1).max(366).default(7),
})

export interface CompletionsOfDay {
  day: string
  userId: number
  name: string
  completions: number
}

const completionsOfDay = z.object({
  day: z.string(),
  userId: z.int(),
  name: z.string(),
  completions: z.int(),
})

/**
 * Counts what each person completed on each of the last days, days without a completion as 0, oldest day first.
 *
 * People who completed nothing in the time are left out. Days are those of the session's time zone.
 *
 * @throws InvalidInputError
 * @example
 * const week = await listCompletionsByDay(db)
 */
export async function listCompletionsByDay(
  db: Queryable,
  parameters: ListCompletionsByDayParameters = {},
): Promise<CompletionsOfDay[]> {
  const input = parseInput('listCompletionsByDay', listCompletionsByDayParameters, parameters)
  const { rows } = await db.query(LIST_COMPLETIONS_BY_DAY, [input.days])
  return z.array(completionsOfDay).parse(rows)
}

const LIST_COMPLETIONS_BY_DAY = `
  WITH completed AS (
    SELECT given.assigned_to_user_id AS user_id, given.completed_at::date AS day, count(*) AS completions
    FROM containers_lab.assignments AS given
    WHERE given.completed_at >= CURRENT_DATE - ($1::integer - 1) AND given.assigned_to_user_id IS NOT NULL
    GROUP BY given.assigned_to_user_id, given.completed_at::date
  )
  SELECT asked.day::date::text AS day, person.id AS "userId", person.name,
    coalesce(completed.completions, 0)::integer AS completions
  FROM generate_series(CURRENT_DATE - ($1::integer - 1), CURRENT_DATE, interval '1 day') AS asked (day)
  CROSS JOIN containers_lab.users AS person
  LEFT JOIN completed ON completed.user_id = person.id AND completed.day = asked.day::date
  WHERE person.id IN (SELECT known.user_id FROM completed AS known)
  ORDER BY asked.day, person.name, person.id
`
