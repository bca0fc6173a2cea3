import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { type Architecture, architecture } from '../build-queue/architecture.js'
import { type Tier, tier } from '../customers/tier.js'
import { CacheEntryExistsError } from '../errors/builds.js'
import { UnknownCustomerError } from '../errors/customers.js'
import { parseInput } from '../parse-input.js'
import {
  type CacheEntry,
  type CloudProvider,
  cacheEntry,
  cloudProvider,
  type DeploymentMode,
  deploymentMode,
} from './cache-entry.js'

export interface RegisterCacheEntryParameters {
  /** For whom it was built; recorded as a creation. */
  customerId: string
  manifest: Record<string, unknown>
  /** @default SHA-256 of the manifest as the server prints jsonb */
  manifestHash?: string
  /** The lowest tier that may use it. */
  tier: Tier
  registryUrl: string
  imageTag: string
  fullImageUrl: string
  modules: string[]
  architecture: Architecture
  cloudProvider: CloudProvider
  cloudCompute: string
  deploymentMode: DeploymentMode
  buildDurationSeconds: number
  imageSizeBytes?: number
  imageLayers?: number
  /** @default never */
  expiresAt?: Date
}

const registerCacheEntryParameters = z.object({
  customerId: z.string(),
  manifest: z.record(z.string(), z.unknown()),
  manifestHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'expected a SHA-256 of 64 hex digits')
    .toLowerCase()
    .optional(),
  tier,
  registryUrl: z.string().min(1),
  imageTag: z.string().min(1),
  fullImageUrl: z.string().min(1),
  modules: z.array(z.string()),
  architecture,
  cloudProvider,
  cloudCompute: z.string().min(1).max(50),
  deploymentMode,
  buildDurationSeconds: z.number().nonnegative().lt(99_999_999),
  imageSizeBytes: z.int().nonnegative().optional(),
  imageLayers: z.int32().nonnegative().optional(),
  expiresAt: z.date().optional(),
})

/**
 * Puts an image into the cache, for all customers whose tier suffices, and records that
 * it was created; one statement.
 *
 * @throws CacheEntryExistsError when manifest and tier have a live entry.
 * @throws UnknownCustomerError, InvalidInputError
 * @example
 * const entry = await registerCacheEntry(pool, { customerId: 'acme', manifest, tier: 'pro', … })
 */
export async function registerCacheEntry(db: Queryable, parameters: RegisterCacheEntryParameters): Promise<CacheEntry> {
  const input = parseInput('registerCacheEntry', registerCacheEntryParameters, parameters)
  try {
    const { rows } = await db.query(REGISTER_CACHE_ENTRY, toValues(input))
    return cacheEntry.parse(rows[0])
  } catch (cause) {
    if (violates(cause, 'idx_build_cache_manifest_hash')) throw new CacheEntryExistsError({ tier: input.tier, cause })
    if (violates(cause, 'fk_build_cache_first_customer') || violates(cause, 'fk_build_access_customer')) {
      throw new UnknownCustomerError({ customerId: input.customerId, cause })
    }
    throw cause
  }
}

function toValues(input: z.infer<typeof registerCacheEntryParameters>): unknown[] {
  return [
    input.customerId,
    JSON.stringify(input.manifest),
    input.manifestHash,
    input.tier,
    input.registryUrl,
    input.imageTag,
    input.fullImageUrl,
    input.modules,
    input.architecture,
    input.cloudProvider,
    input.cloudCompute,
    input.deploymentMode,
    input.buildDurationSeconds,
    input.imageSizeBytes,
    input.imageLayers,
    input.expiresAt,
  ]
}

const REGISTER_CACHE_ENTRY = `
  WITH entry AS (
    INSERT INTO build_orchestrator.build_cache_registry
      (first_built_by_customer, manifest_json, manifest_hash, tier, registry_url, image_tag, full_image_url, modules,
       architecture, cloud_provider, cloud_compute, deployment_mode, build_duration_seconds, image_size_bytes,
       image_layers, expires_at)
    VALUES ($1, $2::text::jsonb, coalesce($3, encode(sha256(convert_to($2::text::jsonb::text, 'UTF8')), 'hex')),
      $4, $5, $6, $7, $8::text[], $9, $10, $11, $12, $13::float8::numeric, $14::bigint, $15, $16)
    RETURNING id, manifest_hash, tier, registry_url, image_tag, full_image_url, modules, architecture,
      cloud_provider, cloud_compute, deployment_mode, first_built_at,
      build_duration_seconds::float8 AS build_duration_seconds, image_size_bytes::text AS image_size_bytes,
      cache_hit_count, last_accessed_at, total_customers_served, expires_at
  ), access AS (
    INSERT INTO build_orchestrator.build_access_log
      (build_cache_id, customer_id, manifest_hash, access_type, accessed_at)
    SELECT id, $1, manifest_hash, 'build_created', clock_timestamp() FROM entry
  )
  SELECT id, manifest_hash, tier, registry_url, image_tag, full_image_url, modules, architecture, cloud_provider,
    cloud_compute, deployment_mode, first_built_at, build_duration_seconds, image_size_bytes, cache_hit_count,
    last_accessed_at, total_customers_served, expires_at
  FROM entry
`
