import { z } from 'zod'

import { type Architecture, architecture } from '../build-queue/architecture.js'
import { type Tier, tier } from '../customers/tier.js'

export const cloudProvider = z.enum(['aws', 'azure', 'gcp', 'kubernetes'])

export type CloudProvider = z.infer<typeof cloudProvider>

export const deploymentMode = z.enum(['standalone', 'distributed', 'serverless'])

export type DeploymentMode = z.infer<typeof deploymentMode>

/** A row as the statements of this folder list it. */
export const cacheEntryRow = z.object({
  id: z.guid(),
  manifest_hash: z.string(),
  tier,
  registry_url: z.string(),
  image_tag: z.string(),
  full_image_url: z.string(),
  modules: z.array(z.string()),
  architecture,
  cloud_provider: cloudProvider,
  cloud_compute: z.string(),
  deployment_mode: deploymentMode,
  first_built_at: z.date(),
  build_duration_seconds: z.number(),
  image_size_bytes: z.string().nullable(),
  cache_hit_count: z.int().nullable(),
  last_accessed_at: z.date().nullable(),
  total_customers_served: z.int().nullable(),
  expires_at: z.date().nullable(),
})

/** An image that is there already. */
export interface CacheEntry {
  id: string
  manifestHash: string
  /** The lowest tier that may use it. */
  tier: Tier
  registryUrl: string
  imageTag: string
  /** What a deployment pulls. */
  fullImageUrl: string
  modules: string[]
  architecture: Architecture
  cloudProvider: CloudProvider
  cloudCompute: string
  deploymentMode: DeploymentMode
  firstBuiltAt: Date
  /** What a hit saves. */
  buildDurationSeconds: number
  /** A 64-bit number as text. */
  imageSizeBytes: string | null
  hitCount: number
  lastAccessedAt: Date | null
  customersServed: number
  /** Null is never. */
  expiresAt: Date | null
}

/** Reads a cache entry out of a row, or fails when the row is not one. */
export const cacheEntry = cacheEntryRow.transform(
  (row): CacheEntry => ({
    id: row.id,
    manifestHash: row.manifest_hash,
    tier: row.tier,
    registryUrl: row.registry_url,
    imageTag: row.image_tag,
    fullImageUrl: row.full_image_url,
    modules: row.modules,
    architecture: row.architecture,
    cloudProvider: row.cloud_provider,
    cloudCompute: row.cloud_compute,
    deploymentMode: row.deployment_mode,
    firstBuiltAt: row.first_built_at,
    buildDurationSeconds: row.build_duration_seconds,
    imageSizeBytes: row.image_size_bytes,
    hitCount: row.cache_hit_count ?? 0,
    lastAccessedAt: row.last_accessed_at,
    customersServed: row.total_customers_served ?? 0,
    expiresAt: row.expires_at,
  }),
)
