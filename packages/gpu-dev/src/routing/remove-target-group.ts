import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from '../reservations/reservation-id.js'
import { type TargetGroup, targetGroup } from './target-group.js'

export interface RemoveTargetGroupParameters {
  reservationId: string
}

const removeTargetGroupParameters = z.object({ reservationId: id })

/**
 * Removes the target group of a reservation and gives it, for the load balancer to be
 * cleaned up; undefined where there is none.
 *
 * @throws InvalidInputError
 * @example
 * const removed = await removeTargetGroup(pool, { reservationId })
 */
export async function removeTargetGroup(
  db: Queryable,
  parameters: RemoveTargetGroupParameters,
): Promise<TargetGroup | undefined> {
  const { reservationId } = parseInput('removeTargetGroup', removeTargetGroupParameters, parameters)
  const { rows } = await db.query(REMOVE_TARGET_GROUP, [reservationId])
  return targetGroup.optional().parse(rows[0])
}

const REMOVE_TARGET_GROUP = `
  DELETE FROM gpu_dev.alb_target_groups
  WHERE reservation_id = $1
  RETURNING reservation_id, domain_name, jupyter_target_group_arn, jupyter_rule_arn, expires_at
`
