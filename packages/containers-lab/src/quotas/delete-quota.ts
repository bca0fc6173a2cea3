import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteQuotaParameters {
  /** Either a person or a team. */
  userId?: number
  teamId?: number
}

const deleteQuotaParameters = z
  .object({
    userId: z.int().positive().optional(),
    teamId: z.int().positive().optional(),
  })
  .refine(({ userId, teamId }) => (userId === undefined) !== (teamId === undefined), {
    path: ['userId'],
    message: 'expected either a person or a team',
  })

/**
 * Takes the quota of a person or a team away, so that no limit applies; false where there was none.
 *
 * @throws InvalidInputError
 * @example
 * await deleteQuota(db, { userId: 7 })
 */
export async function deleteQuota(db: Queryable, parameters: DeleteQuotaParameters): Promise<boolean> {
  const input = parseInput('deleteQuota', deleteQuotaParameters, parameters)
  const { rows } = await db.query(DELETE_QUOTA, [input.userId, input.teamId])
  return rows.length > 0
}

const DELETE_QUOTA = `
  DELETE FROM containers_lab.quotas AS quota WHERE quota.user_id = $1 OR quota.team_id = $2 RETURNING quota.id
`
