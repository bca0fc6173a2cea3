import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type Architecture, architecture } from '../build-queue/architecture.js'
import { parseInput } from '../parse-input.js'
import { type CacheEntry, cacheEntry } from './cache-entry.js'

export interface FindCachedBuildParameters {
  customerId: string
  manifestHash: string
  /** @default any */
  architecture?: Architecture
  /** Compared with that of the entry; without it, equal hashes are trusted. */
  manifest?: Record<string, unknown>
}

const findCachedBuildParameters = z.object({
  customerId: z.string(),
  manifestHash: z.string().regex(/^([0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{64})$/i, 'expected 16, 32 or 64 hex digits'),
  architecture: architecture.optional(),
  manifest: z.record(z.string(), z.unknown()).optional(),
})

/**
 * Gives the image a customer may use for a manifest, or `undefined` when there is none:
 * live, not expired, and for a tier no higher than the customer's.
 *
 * Records nothing; follow it by `recordCacheAccess`.
 *
 * @throws InvalidInputError
 * @example
 * const entry = await findCachedBuild(pool, { customerId: 'acme', manifestHash, manifest })
 */
export async function findCachedBuild(
  db: Queryable,
  parameters: FindCachedBuildParameters,
): Promise<CacheEntry | undefined> {
  const input = parseInput('findCachedBuild', findCachedBuildParameters, parameters)
  const { rows } = await db.query(FIND_CACHED_BUILD, [
    input.customerId,
    input.manifestHash,
    input.architecture,
    input.manifest === undefined ? null : JSON.stringify(input.manifest),
  ])
  return cacheEntry.optional().parse(rows[0])
}

const FIND_CACHED_BUILD = `
  SELECT id, manifest_hash, tier, registry_url, image_tag, full_image_url, modules, architecture, cloud_provider,
    cloud_compute, deployment_mode, first_built_at, build_duration_seconds::float8 AS build_duration_seconds,
    image_size_bytes::text AS image_size_bytes, cache_hit_count, last_accessed_at, total_customers_served, expires_at
  FROM build_orchestrator.build_cache_registry
  WHERE id = (SELECT build_orchestrator.find_cached_build($1, $2, $3, $4::text::jsonb))
`
