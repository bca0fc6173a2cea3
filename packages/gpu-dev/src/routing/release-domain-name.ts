import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from '../reservations/reservation-id.js'

export interface ReleaseDomainNameParameters {
  /** In any case. */
  domainName: string
  /** Whose name it has to be. */
  reservationId: string
}

const releaseDomainNameParameters = z.object({ domainName: z.string().trim().toLowerCase(), reservationId: id })

/**
 * Gives a short name up; false where this reservation does not have it. The end of a
 * reservation does so by itself.
 *
 * @throws InvalidInputError
 * @example
 * await releaseDomainName(pool, { domainName: 'train', reservationId })
 */
export async function releaseDomainName(db: Queryable, parameters: ReleaseDomainNameParameters): Promise<boolean> {
  const { domainName, reservationId } = parseInput('releaseDomainName', releaseDomainNameParameters, parameters)
  const { rows } = await db.query(RELEASE_DOMAIN_NAME, [domainName, reservationId])
  return rows.length > 0
}

const RELEASE_DOMAIN_NAME = `
  DELETE FROM gpu_dev.domain_mappings WHERE domain_name = $1 AND reservation_id = $2 RETURNING domain_name
`
