import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type Tier, tier } from '../customers/tier.js'
import { parseInput } from '../parse-input.js'

export interface ListCustomerUsageParameters {
  /** @default every live customer */
  customerId?: string
  /** 1 to 10000. @default 1000 */
  limit?: number
}

/** What one customer has built. */
export interface CustomerUsage {
  customerId: string
  organizationName: string
  tier: Tier
  totalBuilds: number
  /** Completed since the month began (UTC). */
  buildsThisMonth: number
  successfulBuilds: number
  averageBuildDurationSeconds: number | null
  totalBuildTimeSeconds: number
  lastBuildAt: Date | null
}

const listCustomerUsageParameters = z.object({
  customerId: z.string().optional(),
  limit: z.int().min(1).max(10_000).default(1000),
})

const customerUsage = z
  .object({
    customer_id: z.string(),
    organization_name: z.string(),
    tier,
    total_builds: z.int(),
    builds_this_month: z.int(),
    successful_builds: z.int(),
    avg_build_duration_seconds: z.number().nullable(),
    total_build_time_seconds: z.number(),
    last_build_at: z.date().nullable(),
  })
  .transform(
    (row): CustomerUsage => ({
      customerId: row.customer_id,
      organizationName: row.organization_name,
      tier: row.tier,
      totalBuilds: row.total_builds,
      buildsThisMonth: row.builds_this_month,
      successfulBuilds: row.successful_builds,
      averageBuildDurationSeconds: row.avg_build_duration_seconds,
      totalBuildTimeSeconds: row.total_build_time_seconds,
      lastBuildAt: row.last_build_at,
    }),
  )

/**
 * Lists what customers have built, those with most builds first: for a dashboard, or to
 * be exported for billing.
 *
 * @throws InvalidInputError
 * @example
 * const [usage] = await listCustomerUsage(pool, { customerId: 'acme' })
 */
export async function listCustomerUsage(
  db: Queryable,
  parameters: ListCustomerUsageParameters = {},
): Promise<CustomerUsage[]> {
  const { customerId, limit } = parseInput('listCustomerUsage', listCustomerUsageParameters, parameters)
  const { rows } = await db.query(LIST_CUSTOMER_USAGE, [customerId, limit])
  return z.array(customerUsage).parse(rows)
}

const LIST_CUSTOMER_USAGE = `
  SELECT customer_id, organization_name, tier, total_builds::float8 AS total_builds,
    builds_this_month::float8 AS builds_this_month, successful_builds::float8 AS successful_builds,
    avg_build_duration_seconds::float8 AS avg_build_duration_seconds,
    total_build_time_seconds::float8 AS total_build_time_seconds, last_build_at
  FROM build_orchestrator.customer_build_usage
  WHERE $1::text IS NULL OR customer_id = $1
  ORDER BY total_builds DESC, customer_id
  LIMIT $2
`
