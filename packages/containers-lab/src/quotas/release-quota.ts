import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ReleaseQuotaParameters {
  userId: number
  /** On whose quota, where the person has none of their own. */
  teamId?: number
  cores: number
  memoryMb: number
  diskMb: number
}

const releaseQuotaParameters = z.object({
  userId: z.int().positive(),
  teamId: z.int().positive().optional(),
  cores: z.int32().positive(),
  memoryMb: z.int().positive(),
  diskMb: z.int().positive(),
})

/**
 * Gives back what one `checkAndReserveQuota` of the same amounts took; false when there is no such reservation.
 *
 * @throws InvalidInputError
 * @example
 * await releaseQuota(db, { userId: 7, cores: 1, memoryMb: 512, diskMb: 1024 })
 */
export async function releaseQuota(db: Queryable, parameters: ReleaseQuotaParameters): Promise<boolean> {
  const input = parseInput('releaseQuota', releaseQuotaParameters, parameters)
  const { rows } = await db.query(RELEASE_QUOTA, [
    input.userId,
    input.teamId,
    input.cores,
    input.memoryMb,
    input.diskMb,
  ])
  return z.object({ value: z.boolean() }).parse(rows[0]).value
}

const RELEASE_QUOTA = `
  SELECT containers_lab.release_quota($1, $2, $3, $4, $5) AS value
`
