import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import type { UserLimits } from './user-limits.js'

export interface FindUserLimitsParameters {
  username: string
}

const findUserLimitsParameters = z.object({ username: userName })

const userLimits = z
  .object({
    max_reservations: z.number().nullable(),
    max_gpus: z.number().nullable(),
    max_gpu_hours_per_month: z.number().nullable(),
    max_disks: z.number().nullable(),
    max_disk_gb: z.number().nullable(),
  })
  .transform(
    (row): UserLimits => ({
      maxReservations: row.max_reservations,
      maxGpus: row.max_gpus,
      maxGpuHoursPerMonth: row.max_gpu_hours_per_month,
      maxDisks: row.max_disks,
      maxDiskGb: row.max_disk_gb,
    }),
  )

/**
 * Gives the limits that hold for a user: his own, else those for all; undefined without any.
 *
 * @throws InvalidInputError
 * @example
 * const limits = await findUserLimits(pool, { username: 'ada' })
 */
export async function findUserLimits(
  db: Queryable,
  parameters: FindUserLimitsParameters,
): Promise<UserLimits | undefined> {
  const { username } = parseInput('findUserLimits', findUserLimitsParameters, parameters)
  const { rows } = await db.query(FIND_USER_LIMITS, [username])
  return userLimits.optional().parse(rows[0])
}

const FIND_USER_LIMITS = `
  SELECT max_reservations, max_gpus, max_gpu_hours_per_month, max_disks, max_disk_gb
  FROM gpu_dev.user_limits
  WHERE user_name IN ($1, '*')
  ORDER BY (user_name = '*')
  LIMIT 1
`
