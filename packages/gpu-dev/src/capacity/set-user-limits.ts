import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import type { UserLimits } from './user-limits.js'

export interface SetUserLimitsParameters extends Partial<UserLimits> {
  /** `*` for all who have no limits of their own. */
  username: string
}

const most = z.int().min(0).max(2_147_483_647).nullable().default(null)
const setUserLimitsParameters = z.object({
  username: userName,
  maxReservations: most,
  maxGpus: most,
  maxGpuHoursPerMonth: z.number().min(0).nullable().default(null),
  maxDisks: most,
  maxDiskGb: most,
})

/**
 * Sets all limits of a user; what is left out is no limit. What is held already stays.
 *
 * @throws InvalidInputError
 * @example
 * await setUserLimits(pool, { username: '*', maxReservations: 3, maxGpuHoursPerMonth: 2000 })
 */
export async function setUserLimits(db: Queryable, parameters: SetUserLimitsParameters): Promise<void> {
  const given = parseInput('setUserLimits', setUserLimitsParameters, parameters)
  await db.query(SET_USER_LIMITS, [
    given.username,
    given.maxReservations,
    given.maxGpus,
    given.maxGpuHoursPerMonth,
    given.maxDisks,
    given.maxDiskGb,
  ])
}

const SET_USER_LIMITS = `
  INSERT INTO gpu_dev.user_limits
    (user_name, max_reservations, max_gpus, max_gpu_hours_per_month, max_disks, max_disk_gb)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT ON CONSTRAINT pk_user_limits DO UPDATE SET
    max_reservations = EXCLUDED.max_reservations,
    max_gpus = EXCLUDED.max_gpus,
    max_gpu_hours_per_month = EXCLUDED.max_gpu_hours_per_month,
    max_disks = EXCLUDED.max_disks,
    max_disk_gb = EXCLUDED.max_disk_gb
`
