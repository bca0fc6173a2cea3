import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type Usage, usageRow } from './usage.js'

export interface ListUsageParameters {
  from: string
  to: string
  /** Either a person or a team. */
  userId?: number
  teamId?: number
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listUsageParameters = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  userId: z.int().positive().optional(),
  teamId: z.int().positive().optional(),
  limit: page.limit,
  offset: page.offset,
})

/**
 * Lists the counters of days, both ends included, oldest first.
 *
 * @throws InvalidInputError
 * @example
 * const days = await listUsage(db, { from: '2026-01-01', to: '2026-01-31', userId: 7 })
 */
export async function listUsage(db: Queryable, parameters: ListUsageParameters): Promise<Usage[]> {
  const input = parseInput('listUsage', listUsageParameters, parameters)
  const { rows } = await db.query(LIST_USAGE, [
    input.from,
    input.to,
    input.userId,
    input.teamId,
    input.limit,
    input.offset,
  ])
  return z.array(usageRow).parse(rows)
}

const LIST_USAGE = `
  SELECT counter.id AS "usageId", counter.user_id AS "userId", counter.team_id AS "teamId", counter.period_start::text AS day,
    counter.cores_used AS "coresUsed", counter.memory_mb_used::float8 AS "memoryMbUsed",
    counter.storage_mb_used::float8 AS "storageMbUsed", counter.concurrent_containers AS "concurrentContainers",
    counter.updated_at AS "updatedAt"
  FROM containers_lab.usage_counters AS counter
  WHERE counter.period_start BETWEEN $1::date AND $2::date
    AND ($3::integer IS NULL OR counter.user_id = $3) AND ($4::integer IS NULL OR counter.team_id = $4)
  ORDER BY counter.period_start, counter.id
  LIMIT $5 OFFSET $6
`
