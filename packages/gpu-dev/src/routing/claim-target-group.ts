import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from '../reservations/reservation-id.js'
import type { ClaimDomainNameOutcome } from './claim-domain-name.js'
import { shortName } from './short-name.js'

export interface ClaimTargetGroupParameters {
  reservationId: string
  /** In any case. */
  domainName: string
  jupyterTargetGroupArn?: string
  jupyterRuleArn?: string
  /** From when on others may serve the name. */
  expiresAt: Date
}

const claimTargetGroupParameters = z.object({
  reservationId: id,
  domainName: shortName,
  jupyterTargetGroupArn: z.string().min(1).optional(),
  jupyterRuleArn: z.string().min(1).optional(),
  expiresAt: z.date(),
})
const claimedRow = z.object({ outcome: z.enum(['claimed', 'taken', 'unknown_reservation', 'reservation_ended']) })

/**
 * Records the target group of a reservation that has not ended, or replaces it, under a
 * name that no other one serves; one whose time is over makes room.
 *
 * @throws InvalidInputError
 * @example
 * await claimTargetGroup(pool, { reservationId, domainName: 'train', jupyterTargetGroupArn, expiresAt })
 */
export async function claimTargetGroup(
  db: Queryable,
  parameters: ClaimTargetGroupParameters,
): Promise<ClaimDomainNameOutcome> {
  const given = parseInput('claimTargetGroup', claimTargetGroupParameters, parameters)
  const { rows } = await db.query(CLAIM_TARGET_GROUP, [
    given.reservationId,
    given.domainName,
    given.jupyterTargetGroupArn,
    given.jupyterRuleArn,
    given.expiresAt,
  ])
  return claimedRow.parse(rows[0]).outcome
}

const CLAIM_TARGET_GROUP = 'SELECT gpu_dev.claim_target_group($1, $2, $3, $4, $5) AS outcome'
