import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/** Names and meaning as the alerts know them. */
export type QueueAlert =
  | 'queue_depth_warning'
  | 'queue_depth_critical'
  | 'oldest_pending_too_old'
  | 'failure_rate_high'
  | 'nothing_enqueued'
  | 'cache_hit_rate_low'
  | 'license_quota_nearly_used'
  | 'builds_stuck'

export interface QueueHealth {
  /** `degraded` beyond 100 waiting builds, or one waiting for 30 minutes; `critical` beyond 500. */
  status: 'healthy' | 'degraded' | 'critical'
  alerts: QueueAlert[]
  /** By the names under which they are watched. */
  metrics: {
    builds_in_queue: number
    builds_running: number
    builds_delayed: number
    builds_parked: number
    builds_dead: number
    /** Null when nothing waits. */
    oldest_pending_seconds: number | null
    /** Of builds started in the last hour. */
    build_queue_wait_time_seconds_p50: number | null
    build_queue_wait_time_seconds_p95: number | null
    /** Of builds ended in the last hour. */
    build_run_time_seconds_p50: number | null
    build_run_time_seconds_p95: number | null
    /** Last 10 minutes; null when nothing ended. */
    failure_rate_percent: number | null
    /** Last 15 minutes; null when nothing was looked up. */
    cache_hit_rate_percent: number | null
    /** The customer nearest to the monthly limit. */
    license_quota_usage_percent: number | null
    /** Customers at their monthly limit. */
    quota_exceeded_total: number
    seconds_since_last_enqueue: number | null
    /** Running for more than an hour. */
    stuck_builds: number
  }
}

const count = z.int()
const measure = z.number().nullable()

const metrics = z.object({
  builds_in_queue: count,
  builds_running: count,
  builds_delayed: count,
  builds_parked: count,
  builds_dead: count,
  oldest_pending_seconds: measure,
  build_queue_wait_time_seconds_p50: measure,
  build_queue_wait_time_seconds_p95: measure,
  build_run_time_seconds_p50: measure,
  build_run_time_seconds_p95: measure,
  failure_rate_percent: measure,
  cache_hit_rate_percent: measure,
  license_quota_usage_percent: measure,
  quota_exceeded_total: count,
  seconds_since_last_enqueue: measure,
  stuck_builds: count,
})

/**
 * Measures the queue and says what is wrong with it.
 *
 * Alerts: more than 100 or 500 builds waiting, one waiting for 30 minutes, more than 20 %
 * failures in 10 minutes, nothing enqueued for 30 minutes (to be heeded in working hours),
 * fewer than 50 % hits in 15 minutes, a customer above 90 % of its quota, a build running
 * for more than an hour.
 *
 * @example
 * const { status, alerts, metrics } = await getQueueHealth(pool)
 */
export async function getQueueHealth(db: Queryable): Promise<QueueHealth> {
  const { rows } = await db.query(GET_QUEUE_HEALTH)
  const measured = metrics.parse(rows[0])
  return { status: statusOf(measured), alerts: alertsOf(measured), metrics: measured }
}

function statusOf(measured: QueueHealth['metrics']): QueueHealth['status'] {
  if (measured.builds_in_queue > 500) return 'critical'
  return measured.builds_in_queue > 100 || (measured.oldest_pending_seconds ?? 0) > 1800 ? 'degraded' : 'healthy'
}

/** Pure, so that each threshold can be tried without a queue of that size. */
export function alertsOf(measured: QueueHealth['metrics']): QueueAlert[] {
  const conditions: [QueueAlert, boolean][] = [
    ['queue_depth_warning', measured.builds_in_queue > 100],
    ['queue_depth_critical', measured.builds_in_queue > 500],
    ['oldest_pending_too_old', (measured.oldest_pending_seconds ?? 0) > 1800],
    ['failure_rate_high', (measured.failure_rate_percent ?? 0) > 20],
    ['nothing_enqueued', (measured.seconds_since_last_enqueue ?? Number.POSITIVE_INFINITY) > 1800],
    ['cache_hit_rate_low', (measured.cache_hit_rate_percent ?? 100) < 50],
    ['license_quota_nearly_used', (measured.license_quota_usage_percent ?? 0) > 90],
    ['builds_stuck', measured.stuck_builds > 0],
  ]
  return conditions.filter(([, holds]) => holds).map(([alert]) => alert)
}

const GET_QUEUE_HEALTH = `
  SELECT live.builds_in_queue::float8 AS builds_in_queue, live.builds_running::float8 AS builds_running,
    live.builds_delayed::float8 AS builds_delayed, live.builds_parked::float8 AS builds_parked,
    dead.builds_dead::float8 AS builds_dead, live.oldest_pending_seconds::float8 AS oldest_pending_seconds,
    waited.p50 AS build_queue_wait_time_seconds_p50, waited.p95 AS build_queue_wait_time_seconds_p95,
    ran.p50 AS build_run_time_seconds_p50, ran.p95 AS build_run_time_seconds_p95,
    ran.failure_rate_percent::float8 AS failure_rate_percent,
    cache.hit_rate_percent::float8 AS cache_hit_rate_percent,
    quota.usage_percent::float8 AS license_quota_usage_percent, quota.exceeded::float8 AS quota_exceeded_total,
    latest.seconds::float8 AS seconds_since_last_enqueue, live.stuck_builds::float8 AS stuck_builds
  FROM (
    SELECT count(*) FILTER (WHERE status = 'queued') AS builds_in_queue,
      count(*) FILTER (WHERE status = 'building') AS builds_running,
      count(*) FILTER (WHERE status = 'queued' AND not_before IS NOT NULL) AS builds_delayed,
      count(*) FILTER (WHERE status = 'queued' AND parked) AS builds_parked,
      count(*) FILTER (WHERE status = 'building' AND started_at < now() - interval '1 hour') AS stuck_builds,
      extract(epoch FROM clock_timestamp() - min(queued_at) FILTER (
        WHERE status = 'queued' AND not_before IS NULL
      )) AS oldest_pending_seconds
    FROM build_orchestrator.build_queue
    WHERE status IN ('queued', 'building')
  ) AS live
  CROSS JOIN (
    SELECT count(*) AS builds_dead FROM build_orchestrator.build_queue WHERE dead_at IS NOT NULL
  ) AS dead
  CROSS JOIN (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS p50,
      percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS p95
    FROM (
      SELECT extract(epoch FROM started_at - queued_at)::float8 AS seconds
      FROM build_orchestrator.build_queue
      WHERE started_at >= now() - interval '1 hour' AND queued_at >= now() - interval '1 day'
    ) AS started
  ) AS waited
  CROSS JOIN (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY actual_duration_seconds::float8) AS p50,
      percentile_cont(0.95) WITHIN GROUP (ORDER BY actual_duration_seconds::float8) AS p95,
      100.0 * count(*) FILTER (WHERE NOT success AND created_at >= now() - interval '10 minutes')
        / nullif(count(*) FILTER (WHERE created_at >= now() - interval '10 minutes'), 0) AS failure_rate_percent
    FROM build_orchestrator.build_results
    WHERE created_at >= now() - interval '1 hour'
  ) AS ran
  CROSS JOIN (
    SELECT 100.0 * count(*) FILTER (WHERE access_type = 'cache_hit') / nullif(count(*), 0) AS hit_rate_percent
    FROM build_orchestrator.build_access_log
    WHERE accessed_at >= now() - interval '15 minutes' AND access_type IN ('cache_hit', 'cache_miss')
  ) AS cache
  CROSS JOIN (
    SELECT max(100.0 * month.builds / nullif(license.max_builds_per_month, 0)) AS usage_percent,
      count(*) FILTER (WHERE month.builds >= license.max_builds_per_month) AS exceeded
    FROM build_orchestrator.licenses AS license
    JOIN (
      SELECT customer_id, count(*) AS builds
      FROM build_orchestrator.build_queue
      WHERE queued_at >= date_trunc('month', now(), 'UTC') AND status <> 'cancelled'
      GROUP BY customer_id
    ) AS month ON month.customer_id = license.customer_id
    WHERE license.status IN ('active', 'trial')
  ) AS quota
  CROSS JOIN (
    SELECT extract(epoch FROM clock_timestamp() - max(queued_at)) AS seconds FROM build_orchestrator.build_queue
  ) AS latest
`
