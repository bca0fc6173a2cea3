import { z } from 'zod'

import { type Tier, tier } from '../customers/tier.js'

export const licenseStatus = z.enum(['active', 'expired', 'revoked', 'trial'])

export type LicenseStatus = z.infer<typeof licenseStatus>

/** A row as statements list it; the key itself is never among it. */
export const licenseRow = z.object({
  id: z.guid(),
  customer_id: z.string(),
  tier,
  status: licenseStatus,
  issued_at: z.date(),
  expires_at: z.date(),
  trial_expires_at: z.date().nullable(),
  features: z.record(z.string(), z.unknown()),
  max_builds_per_month: z.int().nullable(),
  max_registries: z.int().nullable(),
  max_concurrent_builds: z.int().nullable(),
})

export interface License {
  id: string
  customerId: string
  tier: Tier
  status: LicenseStatus
  issuedAt: Date
  expiresAt: Date
  /** Set on trials only. */
  trialExpiresAt: Date | null
  /** Flags by name, `priority_builds` for example. */
  features: Record<string, unknown>
  /** Null is unlimited, here and below. */
  maxBuildsPerMonth: number | null
  maxRegistries: number | null
  maxConcurrentBuilds: number | null
}

/** Reads a license out of a row, or fails when the row is not one. */
export const license = licenseRow.transform(
  (row): License => ({
    id: row.id,
    customerId: row.customer_id,
    tier: row.tier,
    status: row.status,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    trialExpiresAt: row.trial_expires_at,
    features: row.features,
    maxBuildsPerMonth: row.max_builds_per_month,
    maxRegistries: row.max_registries,
    maxConcurrentBuilds: row.max_concurrent_builds,
  }),
)
