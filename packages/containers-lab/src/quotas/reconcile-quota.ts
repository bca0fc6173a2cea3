import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface QuotaDifference {
  userId: number | null
  teamId: number | null
  source: 'balance' | 'counter'
  coresUsed: number
  coresHeld: number
  concurrentContainers: number
  containersHeld: number
}

const quotaDifference = z.object({
  userId: z.int().nullable(),
  teamId: z.int().nullable(),
  source: z.enum(['balance', 'counter']),
  coresUsed: z.number(),
  coresHeld: z.number(),
  concurrentContainers: z.number(),
  containersHeld: z.number(),
})

/**
 * Lists where a balance or the latest counter is not the sum of what is held; nothing when all is well.
 *
 * @example
 * const wrong = await reconcileQuota(pool)
 */
export async function reconcileQuota(db: Queryable): Promise<QuotaDifference[]> {
  const { rows } = await db.query(RECONCILE_QUOTA)
  return z.array(quotaDifference).parse(rows)
}

const RECONCILE_QUOTA = `
  SELECT wrong.user_id AS "userId", wrong.team_id AS "teamId", wrong.source, wrong.cores_used::float8 AS "coresUsed",
    wrong.cores_held::float8 AS "coresHeld", wrong.concurrent_containers::float8 AS "concurrentContainers",
    wrong.containers_held::float8 AS "containersHeld"
  FROM containers_lab.reconcile_quota() AS wrong
  ORDER BY wrong.user_id, wrong.team_id, wrong.source
`
