import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface QuotaRepair {
  problem: string
  userId: number | null
  teamId: number | null
  containerId: number | null
}

const quotaRepair = z.object({
  problem: z.string(),
  userId: z.int().nullable(),
  teamId: z.int().nullable(),
  containerId: z.int().nullable(),
})

/**
 * Mends what `reconcileQuota` tells of, from the containers up, beside everything else; gives what it mended.
 *
 * @example
 * const mended = await repairQuota(pool)
 */
export async function repairQuota(db: Queryable): Promise<QuotaRepair[]> {
  const { rows } = await db.query(REPAIR_QUOTA)
  return z.array(quotaRepair).parse(rows)
}

const REPAIR_QUOTA = `
  SELECT mended.problem, mended.user_id AS "userId", mended.team_id AS "teamId", mended.container_id AS "containerId"
  FROM containers_lab.repair_quota() AS mended
`
