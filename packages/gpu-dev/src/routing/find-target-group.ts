import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from '../reservations/reservation-id.js'
import { type TargetGroup, targetGroup } from './target-group.js'

export interface FindTargetGroupParameters {
  reservationId: string
}

const findTargetGroupParameters = z.object({ reservationId: id })

/**
 * Gives the target group of a reservation, whether or not its time is over, or undefined.
 *
 * @throws InvalidInputError
 * @example
 * const target = await findTargetGroup(pool, { reservationId })
 */
export async function findTargetGroup(
  db: Queryable,
  parameters: FindTargetGroupParameters,
): Promise<TargetGroup | undefined> {
  const { reservationId } = parseInput('findTargetGroup', findTargetGroupParameters, parameters)
  const { rows } = await db.query(FIND_TARGET_GROUP, [reservationId])
  return targetGroup.optional().parse(rows[0])
}

const FIND_TARGET_GROUP = `
  SELECT reservation_id, domain_name, jupyter_target_group_arn, jupyter_rule_arn, expires_at
  FROM gpu_dev.alb_target_groups
  WHERE reservation_id = $1
`
