import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type DomainMapping, domainMapping } from './domain-mapping.js'

export interface FindDomainNameParameters {
  /** In any case. */
  domainName: string
}

const findDomainNameParameters = z.object({ domainName: z.string().trim().toLowerCase() })

/**
 * Says where a short name leads to; undefined for a free one and one whose time is over.
 *
 * @throws InvalidInputError
 * @example
 * const target = await findDomainName(pool, { domainName: 'train' })
 */
export async function findDomainName(
  db: Queryable,
  parameters: FindDomainNameParameters,
): Promise<DomainMapping | undefined> {
  const { domainName } = parseInput('findDomainName', findDomainNameParameters, parameters)
  const { rows } = await db.query(FIND_DOMAIN_NAME, [domainName])
  return domainMapping.optional().parse(rows[0])
}

const FIND_DOMAIN_NAME = `
  SELECT domain_name, node_ip, node_port, reservation_id, expires_at
  FROM gpu_dev.domain_mappings
  WHERE domain_name = $1 AND expires_at > clock_timestamp()
`
