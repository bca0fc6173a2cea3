import { z } from 'zod'

export const deploymentStatus = z.enum(['draft', 'approved', 'building', 'deployed', 'failed', 'archived'])

export type DeploymentStatus = z.infer<typeof deploymentStatus>

/** A row as the statements of this folder list it. */
export const buildManifestRow = z.object({
  id: z.guid(),
  customer_id: z.string().nullable(),
  customer_email: z.string().nullable(),
  manifest_json: z.unknown(),
  manifest_hash: z.string(),
  manifest_version: z.string(),
  is_validated: z.boolean().nullable(),
  validation_errors: z.unknown(),
  validated_at: z.date().nullable(),
  deployment_status: deploymentStatus.nullable(),
  deployed_at: z.date().nullable(),
  deployment_id: z.guid().nullable(),
  build_cache_id: z.guid().nullable(),
  created_at: z.date(),
})

/** A description of what is to be built, on its way to a deployment. */
export interface BuildManifest {
  id: string
  /** Null when nobody signed in. */
  customerId: string | null
  customerEmail: string | null
  manifest: unknown
  manifestHash: string
  manifestVersion: string
  isValidated: boolean
  /** Null when there are none. */
  validationErrors: unknown
  validatedAt: Date | null
  deploymentStatus: DeploymentStatus
  deployedAt: Date | null
  /** The build queued for it. */
  buildId: string | null
  cacheEntryId: string | null
  createdAt: Date
}

/** Reads a manifest out of a row, or fails when the row is not one. */
export const buildManifest = buildManifestRow.transform(
  (row): BuildManifest => ({
    id: row.id,
    customerId: row.customer_id,
    customerEmail: row.customer_email,
    manifest: row.manifest_json,
    manifestHash: row.manifest_hash,
    manifestVersion: row.manifest_version,
    isValidated: row.is_validated ?? false,
    validationErrors: row.validation_errors,
    validatedAt: row.validated_at,
    deploymentStatus: row.deployment_status ?? 'draft',
    deployedAt: row.deployed_at,
    buildId: row.deployment_id,
    cacheEntryId: row.build_cache_id,
    createdAt: row.created_at,
  }),
)
