import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from '../reservations/reservation-id.js'
import { shortName } from './short-name.js'

export interface ClaimDomainNameParameters {
  /** In any case; one without dots. */
  domainName: string
  reservationId: string
  nodeIp: string
  nodePort: number
  /** From when on others may take it. */
  expiresAt: Date
}

const outcome = z.enum(['claimed', 'taken', 'unknown_reservation', 'reservation_ended'])
export type ClaimDomainNameOutcome = z.output<typeof outcome>

const claimDomainNameParameters = z.object({
  domainName: shortName,
  reservationId: id,
  nodeIp: z.union([z.ipv4(), z.ipv6()]),
  nodePort: z.int().min(1).max(65_535),
  expiresAt: z.date(),
})
const claimedRow = z.object({ outcome })

/**
 * Takes a short name for a reservation that has not ended, or says where its own leads to
 * now. Only a free name, or one whose time is over; of several who ask at once one gets it.
 *
 * @throws InvalidInputError for a reserved or malformed name too.
 * @example
 * const claim = await claimDomainName(pool, { domainName: 'train', reservationId, nodeIp, nodePort, expiresAt })
 */
export async function claimDomainName(
  db: Queryable,
  parameters: ClaimDomainNameParameters,
): Promise<ClaimDomainNameOutcome> {
  const given = parseInput('claimDomainName', claimDomainNameParameters, parameters)
  const { rows } = await db.query(CLAIM_DOMAIN_NAME, [
    given.domainName,
    given.reservationId,
    given.nodeIp,
    given.nodePort,
    given.expiresAt,
  ])
  return claimedRow.parse(rows[0]).outcome
}

const CLAIM_DOMAIN_NAME = 'SELECT gpu_dev.claim_domain_name($1, $2, $3, $4, $5) AS outcome'
