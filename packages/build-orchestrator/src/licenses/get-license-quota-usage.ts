import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface GetLicenseQuotaUsageParameters {
  customerId: string
}

export interface LicenseQuotaUsage {
  /** Null is unlimited, here and below. */
  maxBuildsPerMonth: number | null
  /** Builds queued since the month began (UTC), without cancelled ones. */
  buildsThisMonth: number
  remainingBuilds: number | null
  utilizationPercent: number | null
  /** The highest mark that is reached; null below 80 percent. */
  warning: 80 | 90 | 100 | null
  maxRegistries: number | null
  activeRegistries: number
  maxConcurrentBuilds: number | null
  currentConcurrentBuilds: number
}

const getLicenseQuotaUsageParameters = z.object({ customerId: z.string() })

const licenseQuotaUsage = z
  .object({
    max_builds_per_month: z.int().nullable(),
    builds_this_month: z.int(),
    remaining_builds: z.int().nullable(),
    quota_utilization_percent: z.number().nullable(),
    max_registries: z.int().nullable(),
    active_registries: z.int(),
    max_concurrent_builds: z.int().nullable(),
    current_concurrent_builds: z.int(),
  })
  .transform(
    (row): LicenseQuotaUsage => ({
      maxBuildsPerMonth: row.max_builds_per_month,
      buildsThisMonth: row.builds_this_month,
      remainingBuilds: row.remaining_builds,
      utilizationPercent: row.quota_utilization_percent,
      warning: warningAt(row.quota_utilization_percent ?? 0),
      maxRegistries: row.max_registries,
      activeRegistries: row.active_registries,
      maxConcurrentBuilds: row.max_concurrent_builds,
      currentConcurrentBuilds: row.current_concurrent_builds,
    }),
  )

function warningAt(percent: number): LicenseQuotaUsage['warning'] {
  if (percent >= 100) return 100
  if (percent >= 90) return 90
  return percent >= 80 ? 80 : null
}

/**
 * Tells what a license allows and how much of it is used, or `undefined` without a license.
 *
 * @throws InvalidInputError
 * @example
 * const usage = await getLicenseQuotaUsage(pool, { customerId: 'acme' })
 * if (usage?.warning) console.warn(`${usage.utilizationPercent} % of the month's builds are used`)
 */
export async function getLicenseQuotaUsage(
  db: Queryable,
  parameters: GetLicenseQuotaUsageParameters,
): Promise<LicenseQuotaUsage | undefined> {
  const { customerId } = parseInput('getLicenseQuotaUsage', getLicenseQuotaUsageParameters, parameters)
  const { rows } = await db.query(GET_LICENSE_QUOTA_USAGE, [customerId])
  return licenseQuotaUsage.optional().parse(rows[0])
}

const GET_LICENSE_QUOTA_USAGE = `
  SELECT max_builds_per_month, builds_this_month::float8 AS builds_this_month, remaining_builds,
    quota_utilization_percent::float8 AS quota_utilization_percent, max_registries,
    active_registries::float8 AS active_registries, max_concurrent_builds,
    current_concurrent_builds::float8 AS current_concurrent_builds
  FROM build_orchestrator.get_license_quota_usage($1)
`
