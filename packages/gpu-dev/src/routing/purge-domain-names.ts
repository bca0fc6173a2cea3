import type { Queryable } from '@schemata/contract'

/**
 * Deletes short names whose time is over; gives how many. They are free with or without.
 *
 * @example
 * await purgeDomainNames(pool)
 */
export async function purgeDomainNames(db: Queryable): Promise<number> {
  const { rows } = await db.query(PURGE_DOMAIN_NAMES)
  return rows.length
}

const PURGE_DOMAIN_NAMES = `
  DELETE FROM gpu_dev.domain_mappings WHERE expires_at <= clock_timestamp() RETURNING domain_name
`
