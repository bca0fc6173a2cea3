import { expect } from 'vitest'

import { aBuild, daysAgo, worker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { claimBuilds, enqueueBuild, getQueueHealth, updateBuildProgress } from '../index.js'
import { alertsOf } from './get-queue-health.js'

test('health is measured under the names of the alerts', async ({ db }) => {
  const { id: buildId } = await enqueueBuild(db, aBuild())
  await enqueueBuild(db, aBuild({ notBefore: daysAgo(-1) }))
  await claimBuilds(db, worker)
  await db.query(`UPDATE build_orchestrator.build_queue SET started_at = now() - interval '2 hours' WHERE id = $1`, [
    buildId,
  ])
  await updateBuildProgress(db, { buildId, progressPercent: 1 })

  const { status, alerts, metrics } = await getQueueHealth(db)

  expect(status).toBe('healthy')
  expect(alerts).toEqual(['builds_stuck'])
  expect(metrics).toMatchObject({ builds_in_queue: 1, builds_running: 1, builds_delayed: 1, stuck_builds: 1 })
})

test('alerts come beyond their thresholds, not at them', async ({ db }) => {
  const { metrics } = await getQueueHealth(db)
  const calm = { ...metrics, seconds_since_last_enqueue: 1800 }
  const at = {
    ...calm,
    builds_in_queue: 100,
    oldest_pending_seconds: 1800,
    failure_rate_percent: 20,
    cache_hit_rate_percent: 50,
    license_quota_usage_percent: 90,
  }
  expect(alertsOf(at)).toEqual([])
  expect(
    alertsOf({
      ...at,
      builds_in_queue: 501,
      oldest_pending_seconds: 1801,
      failure_rate_percent: 20.1,
      cache_hit_rate_percent: 49.9,
      license_quota_usage_percent: 90.1,
      seconds_since_last_enqueue: 1801,
    }),
  ).toEqual([
    'queue_depth_warning',
    'queue_depth_critical',
    'oldest_pending_too_old',
    'failure_rate_high',
    'nothing_enqueued',
    'cache_hit_rate_low',
    'license_quota_nearly_used',
  ])
})
