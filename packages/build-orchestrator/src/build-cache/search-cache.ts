import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type Architecture, architecture } from '../build-queue/architecture.js'
import { type Tier, tier } from '../customers/tier.js'
import { parseInput } from '../parse-input.js'
import { type CacheEntry, type CloudProvider, cacheEntry, cloudProvider } from './cache-entry.js'

export interface SearchCacheParameters {
  /** Entries that a customer of this tier may use. */
  tier: Tier
  /** @default any */
  cloudProvider?: CloudProvider
  /** @default any */
  architecture?: Architecture
  /** Entries that hold all of them. @default any */
  modules?: string[]
  /** 1 to 1000. @default 100 */
  limit?: number
}

const searchCacheParameters = z.object({
  tier,
  cloudProvider: cloudProvider.optional(),
  architecture: architecture.optional(),
  modules: z.array(z.string()).default([]),
  limit: z.int().min(1).max(1000).default(100),
})

/**
 * Lists live images that a tier may use, most used first.
 *
 * @throws InvalidInputError
 * @example
 * const images = await searchCache(pool, { tier: 'pro', cloudProvider: 'aws', modules: ['wms'] })
 */
export async function searchCache(db: Queryable, parameters: SearchCacheParameters): Promise<CacheEntry[]> {
  const input = parseInput('searchCache', searchCacheParameters, parameters)
  const { rows } = await db.query(SEARCH_CACHE, [
    input.tier,
    input.cloudProvider,
    input.architecture,
    input.modules,
    input.limit,
  ])
  return z.array(cacheEntry).parse(rows)
}

const SEARCH_CACHE = `
  SELECT id, manifest_hash, tier, registry_url, image_tag, full_image_url, modules, architecture, cloud_provider,
    cloud_compute, deployment_mode, first_built_at, build_duration_seconds::float8 AS build_duration_seconds,
    image_size_bytes::text AS image_size_bytes, cache_hit_count, last_accessed_at, total_customers_served, expires_at
  FROM build_orchestrator.build_cache_registry
  WHERE deleted_at IS NULL
    AND (expires_at IS NULL OR expires_at > now())
    AND build_orchestrator.tier_rank(tier) <= build_orchestrator.tier_rank($1)
    AND ($2::text IS NULL OR cloud_provider = $2)
    AND ($3::text IS NULL OR architecture = $3)
    AND modules @> $4::text[]
  ORDER BY cache_hit_count DESC NULLS LAST, first_built_at DESC, id
  LIMIT $5
`
