import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { UnknownCustomerError } from '../errors/customers.js'
import { parseInput } from '../parse-input.js'

export interface RecordCacheAccessParameters {
  /** Left out for a miss that found no entry. */
  cacheEntryId?: string
  customerId: string
  accessType: 'cache_hit' | 'cache_miss' | 'build_created'
  deploymentId?: string
  deploymentRegion?: string
  pullDurationSeconds?: number
  downloadSizeBytes?: number
  userAgent?: string
  /** Of the client. */
  ipAddress?: string
}

const recordCacheAccessParameters = z
  .object({
    cacheEntryId: z.guid().optional(),
    customerId: z.string(),
    accessType: z.enum(['cache_hit', 'cache_miss', 'build_created']),
    deploymentId: z.string().max(100).optional(),
    deploymentRegion: z.string().max(100).optional(),
    pullDurationSeconds: z.number().nonnegative().lt(99_999_999).optional(),
    downloadSizeBytes: z.int().nonnegative().optional(),
    userAgent: z.string().optional(),
    ipAddress: z.union([z.ipv4(), z.ipv6()]).optional(),
  })
  .refine(({ cacheEntryId, accessType }) => accessType === 'cache_miss' || cacheEntryId !== undefined, {
    path: ['cacheEntryId'],
    message: 'expected an entry for anything but a miss',
  })

/**
 * Records one look-up in the cache and gives the id of the record, a 64-bit number as text.
 *
 * A hit on an entry that is deleted, expired or above the customer's tier is recorded as
 * a miss. Hits count on their entry at once.
 *
 * @throws UnknownCustomerError, InvalidInputError
 * @example
 * await recordCacheAccess(pool, { cacheEntryId: entry.id, customerId: 'acme', accessType: 'cache_hit' })
 */
export async function recordCacheAccess(db: Queryable, parameters: RecordCacheAccessParameters): Promise<string> {
  const input = parseInput('recordCacheAccess', recordCacheAccessParameters, parameters)
  try {
    const { rows } = await db.query(RECORD_CACHE_ACCESS, [
      input.cacheEntryId,
      input.customerId,
      input.accessType,
      input.deploymentId,
      input.deploymentRegion,
      input.pullDurationSeconds,
      input.downloadSizeBytes,
      input.userAgent,
      input.ipAddress,
    ])
    return z.object({ id: z.string() }).parse(rows[0]).id
  } catch (cause) {
    if (violates(cause, 'fk_build_access_customer')) {
      throw new UnknownCustomerError({ customerId: input.customerId, cause })
    }
    throw cause
  }
}

const RECORD_CACHE_ACCESS = `
  SELECT build_orchestrator.record_cache_access(
    $1::uuid, $2, $3, $4, $5, $6::float8::numeric, $7::bigint, $8, $9::text::inet
  )::text AS id
`
