import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface SetQuotaParameters {
  /** Either a person or a team. */
  userId?: number
  teamId?: number
  coresLimit: number | null
  memoryMbLimit: number | null
  diskMbLimit: number | null
  maxConcurrentContainers: number | null
}

const setQuotaParameters = z
  .object({
    userId: z.int().positive().optional(),
    teamId: z.int().positive().optional(),
    coresLimit: z.int32().nonnegative().nullable(),
    memoryMbLimit: z.int32().nonnegative().nullable(),
    diskMbLimit: z.int32().nonnegative().nullable(),
    maxConcurrentContainers: z.int32().nonnegative().nullable(),
  })
  .refine(({ userId, teamId }) => (userId === undefined) !== (teamId === undefined), {
    path: ['userId'],
    message: 'expected either a person or a team',
  })

/**
 * Sets how much a person, or a team together, may hold at once; null is without a limit.
 *
 * What is held already stays, even above the new limit.
 *
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * await setQuota(db, { teamId: 3, coresLimit: 16, memoryMbLimit: null, diskMbLimit: null, maxConcurrentContainers: 10 })
 */
export async function setQuota(db: Queryable, parameters: SetQuotaParameters): Promise<void> {
  const input = parseInput('setQuota', setQuotaParameters, parameters)
  await db
    .query(SET_QUOTA, [
      input.userId,
      input.teamId,
      input.coresLimit,
      input.memoryMbLimit,
      input.diskMbLimit,
      input.maxConcurrentContainers,
    ])
    .catch((cause) => {
      throw explainWrite(cause)
    })
}

const SET_QUOTA = `
  WITH changed AS (
    UPDATE containers_lab.quotas AS quota
    SET cores_limit = $3, memory_mb_limit = $4, disk_mb_limit = $5, max_concurrent_containers = $6
    WHERE quota.user_id = $1 OR quota.team_id = $2
    RETURNING quota.id
  )
  INSERT INTO containers_lab.quotas (user_id, team_id, cores_limit, memory_mb_limit, disk_mb_limit, max_concurrent_containers)
  SELECT $1::integer, $2::integer, $3::integer, $4::integer, $5::integer, $6::integer
  WHERE NOT EXISTS (SELECT FROM changed)
`
