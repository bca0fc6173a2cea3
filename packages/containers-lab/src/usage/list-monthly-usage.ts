import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListMonthlyUsageParameters {
  /** A day of the first month. */
  from: string
  /** A day of the last month. */
  to: string
  /** Either a person or a team. */
  userId?: number
  teamId?: number
}

const listMonthlyUsageParameters = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  userId: z.int().positive().optional(),
  teamId: z.int().positive().optional(),
})

export interface MonthlyUsage {
  /** Its first day. */
  month: string
  userId: number | null
  teamId: number | null
  days: number
  coreDays: number
  memoryMbDays: number
  storageMbDays: number
  containerDays: number
  peakCores: number
  peakContainers: number
}

const monthlyUsage = z.object({
  month: z.string(),
  userId: z.int().nullable(),
  teamId: z.int().nullable(),
  days: z.int(),
  coreDays: z.number(),
  memoryMbDays: z.number(),
  storageMbDays: z.number(),
  containerDays: z.number(),
  peakCores: z.number(),
  peakContainers: z.number(),
})

/**
 * Lists what people and teams held by month: days times amount, and the most at the end of a day.
 *
 * @throws InvalidInputError
 * @example
 * const months = await listMonthlyUsage(db, { from: '2026-01-01', to: '2026-12-31', teamId: 3 })
 */
export async function listMonthlyUsage(db: Queryable, parameters: ListMonthlyUsageParameters): Promise<MonthlyUsage[]> {
  const input = parseInput('listMonthlyUsage', listMonthlyUsageParameters, parameters)
  const { rows } = await db.query(LIST_MONTHLY_USAGE, [input.from, input.to, input.userId, input.teamId])
  return z.array(monthlyUsage).parse(rows)
}

const LIST_MONTHLY_USAGE = `
  SELECT usage.month::text AS month, usage.user_id AS "userId", usage.team_id AS "teamId", usage.days,
    usage.core_days::float8 AS "coreDays", usage.memory_mb_days::float8 AS "memoryMbDays",
    usage.storage_mb_days::float8 AS "storageMbDays", usage.container_days::float8 AS "containerDays",
    usage.peak_cores AS "peakCores", usage.peak_containers AS "peakContainers"
  FROM containers_lab.usage_by_month AS usage
  WHERE usage.month BETWEEN date_trunc('month', $1::date::timestamp)::date AND $2::date
    AND ($3::integer IS NULL OR usage.user_id = $3) AND ($4::integer IS NULL OR usage.team_id = $4)
  ORDER BY usage.month, usage.team_id, usage.user_id
`
