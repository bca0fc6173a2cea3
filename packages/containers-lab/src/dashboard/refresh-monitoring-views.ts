import type { Queryable } from '@schemata/contract'

/**
 * Refreshes both monitoring views; readers go on reading.
 *
 * @example
 * await refreshMonitoringViews(pool)
 */
export async function refreshMonitoringViews(db: Queryable): Promise<void> {
  await db.query(REFRESH_MONITORING_VIEWS)
}

const REFRESH_MONITORING_VIEWS = `
  SELECT containers_lab.refresh_monitoring_materialized_views()
`
