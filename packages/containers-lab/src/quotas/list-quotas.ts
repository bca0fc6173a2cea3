import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'

export interface ListQuotasParameters {
  /** Either a person or a team. */
  userId?: number
  teamId?: number
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listQuotasParameters = z.object({
  userId: z.int().positive().optional(),
  teamId: z.int().positive().optional(),
  limit: page.limit,
  offset: page.offset,
})

export interface Quota {
  userId: number | null
  teamId: number | null
  coresLimit: number | null
  memoryMbLimit: number | null
  diskMbLimit: number | null
  maxConcurrentContainers: number | null
  coresUsed: number
  memoryMbUsed: number
  storageMbUsed: number
  concurrentContainers: number
}

const quota = z.object({
  userId: z.int().nullable(),
  teamId: z.int().nullable(),
  coresLimit: z.int().nullable(),
  memoryMbLimit: z.int().nullable(),
  diskMbLimit: z.int().nullable(),
  maxConcurrentContainers: z.int().nullable(),
  coresUsed: z.int(),
  memoryMbUsed: z.number(),
  storageMbUsed: z.number(),
  concurrentContainers: z.int(),
})

/**
 * Lists quotas with what their holders hold now, people first.
 *
 * @throws InvalidInputError
 * @example
 * const quotas = await listQuotas(db, { userId: 7 })
 */
export async function listQuotas(db: Queryable, parameters: ListQuotasParameters = {}): Promise<Quota[]> {
  const input = parseInput('listQuotas', listQuotasParameters, parameters)
  const { rows } = await db.query(LIST_QUOTAS, [input.userId, input.teamId, input.limit, input.offset])
  return z.array(quota).parse(rows)
}

const LIST_QUOTAS = `
  SELECT quota.user_id AS "userId", quota.team_id AS "teamId", quota.cores_limit AS "coresLimit",
    quota.memory_mb_limit AS "memoryMbLimit", quota.disk_mb_limit AS "diskMbLimit",
    quota.max_concurrent_containers AS "maxConcurrentContainers", coalesce(balance.cores_used, 0) AS "coresUsed",
    coalesce(balance.memory_mb_used, 0)::float8 AS "memoryMbUsed",
    coalesce(balance.storage_mb_used, 0)::float8 AS "storageMbUsed",
    coalesce(balance.concurrent_containers, 0) AS "concurrentContainers"
  FROM containers_lab.quotas AS quota
  LEFT JOIN containers_lab.quota_balances AS balance
    ON balance.user_id = quota.user_id OR balance.team_id = quota.team_id
  WHERE ($1::integer IS NULL OR quota.user_id = $1) AND ($2::integer IS NULL OR quota.team_id = $2)
  ORDER BY quota.user_id, quota.team_id
  LIMIT $3 OFFSET $4
`
