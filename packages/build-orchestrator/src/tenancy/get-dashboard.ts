import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface Dashboard {
  /** Customers with a subscription that is active. */
  activeTenants: number
  trials: number
  /** Trials past their end that have not been cleaned up. */
  expiredTrials: number
  suspendedTenants: number
  queuedBuilds: number
  runningBuilds: number
  deadBuilds: number
}

const dashboard = z
  .object({
    active_tenants: z.int(),
    trials: z.int(),
    expired_trials: z.int(),
    suspended_tenants: z.int(),
    queued_builds: z.int(),
    running_builds: z.int(),
    dead_builds: z.int(),
  })
  .transform(
    (row): Dashboard => ({
      activeTenants: row.active_tenants,
      trials: row.trials,
      expiredTrials: row.expired_trials,
      suspendedTenants: row.suspended_tenants,
      queuedBuilds: row.queued_builds,
      runningBuilds: row.running_builds,
      deadBuilds: row.dead_builds,
    }),
  )

/**
 * Counts customers and builds for a first page.
 *
 * @example
 * const { activeTenants, trials } = await getDashboard(pool)
 */
export async function getDashboard(db: Queryable): Promise<Dashboard> {
  const { rows } = await db.query(GET_DASHBOARD)
  return dashboard.parse(rows[0])
}

const GET_DASHBOARD = `
  SELECT tenants.active_tenants::float8 AS active_tenants, tenants.trials::float8 AS trials,
    tenants.expired_trials::float8 AS expired_trials, tenants.suspended_tenants::float8 AS suspended_tenants,
    live.queued_builds::float8 AS queued_builds, live.running_builds::float8 AS running_builds,
    dead.dead_builds::float8 AS dead_builds
  FROM (
    SELECT count(*) FILTER (WHERE customer.subscription_status = 'active') AS active_tenants,
      count(*) FILTER (WHERE customer.subscription_status = 'trial') AS trials,
      count(*) FILTER (
        WHERE customer.subscription_status = 'trial'
          AND least(license.trial_expires_at, license.expires_at) <= now()
      ) AS expired_trials,
      count(*) FILTER (WHERE customer.subscription_status = 'suspended') AS suspended_tenants
    FROM build_orchestrator.customers AS customer
    LEFT JOIN build_orchestrator.licenses AS license ON license.customer_id = customer.customer_id
    WHERE customer.deleted_at IS NULL
  ) AS tenants
  CROSS JOIN (
    SELECT count(*) FILTER (WHERE status = 'queued') AS queued_builds,
      count(*) FILTER (WHERE status = 'building') AS running_builds
    FROM build_orchestrator.build_queue
    WHERE status IN ('queued', 'building')
  ) AS live
  CROSS JOIN (
    SELECT count(*) AS dead_builds FROM build_orchestrator.build_queue WHERE dead_at IS NOT NULL
  ) AS dead
`
