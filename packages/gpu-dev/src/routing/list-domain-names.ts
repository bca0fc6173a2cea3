import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type DomainMapping, domainMapping } from './domain-mapping.js'

/**
 * Lists the short names in force, by name.
 *
 * @example
 * const mappings = await listDomainNames(pool)
 */
export async function listDomainNames(db: Queryable): Promise<DomainMapping[]> {
  const { rows } = await db.query(LIST_DOMAIN_NAMES)
  return z.array(domainMapping).parse(rows)
}

const LIST_DOMAIN_NAMES = `
  SELECT domain_name, node_ip, node_port, reservation_id, expires_at
  FROM gpu_dev.domain_mappings
  WHERE expires_at > clock_timestamp()
  ORDER BY domain_name
`
