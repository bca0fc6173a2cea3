import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'
import { alertsOf } from '../src/build-queue/get-queue-health.js'
import {
  claimBuilds,
  cleanUpTrials,
  completeBuild,
  enqueueBuild,
  expireArtifacts,
  expireCacheEntries,
  findCachedBuild,
  findCustomer,
  getDashboard,
  getLicense,
  getQueueHealth,
  isCustomerIdAvailable,
  listBuildArtifacts,
  listBuildEvents,
  listBuildMetrics,
  listCustomerUsage,
  purgeOldRows,
  recordBuildArtifact,
  recordBuildEvents,
  recordBuildMetrics,
  recordCacheAccess,
  registerCacheEntry,
  resolveTenant,
  searchCache,
  signUpCustomer,
  updateBuildProgress,
} from '../src/index.js'
import { aBareCustomer, aBuild, aCacheEntry, aCustomer, aLicensedCustomer, daysAgo, insert } from './builders.js'
import { test } from './test.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

function anImage(customerId: string, given = {}) {
  return {
    customerId,
    manifest: { image: 'web' },
    tier: 'core' as const,
    registryUrl: 'ghcr.io',
    imageTag: 'web:1',
    fullImageUrl: 'ghcr.io/web:1',
    modules: ['wms', 'wfs'],
    architecture: 'amd64' as const,
    cloudProvider: 'aws' as const,
    cloudCompute: 'ecs',
    deploymentMode: 'standalone' as const,
    buildDurationSeconds: 12.5,
    ...given,
  }
}

test('an image is registered once for a tier, found, searched and expired', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  const entry = await registerCacheEntry(
    db,
    anImage(customerId, { expiresAt: daysAgo(-1), imageSizeBytes: 5_000_000_000 }),
  )
  expect(entry).toMatchObject({ tier: 'core', imageSizeBytes: '5000000000', hitCount: 0 })
  await db.query('SAVEPOINT before')
  await expect(registerCacheEntry(db, anImage(customerId))).rejects.toMatchObject({ code: 'BUILD_CACHE_ENTRY_EXISTS' })
  await db.query('ROLLBACK TO SAVEPOINT before')

  expect(await findCachedBuild(db, { customerId, ...entry, manifest: { image: 'web' } })).toMatchObject({
    id: entry.id,
  })
  expect(await findCachedBuild(db, { customerId, ...entry, manifest: { image: 'other' } })).toBeUndefined()
  expect(await searchCache(db, { tier: 'core', modules: ['wms'], cloudProvider: 'aws' })).toMatchObject([
    { id: entry.id },
  ])
  expect(await searchCache(db, { tier: 'core', modules: ['wms', 'wcs'] })).toEqual([])
  await recordCacheAccess(db, { cacheEntryId: entry.id, customerId, accessType: 'cache_hit', ipAddress: '10.0.0.1' })
  await recordCacheAccess(db, { customerId, accessType: 'cache_miss' })
  expect(await findCachedBuild(db, { customerId, ...entry })).toMatchObject({ hitCount: 1, customersServed: 1 })

  await db.query('UPDATE build_orchestrator.build_cache_registry SET expires_at = now() WHERE id = $1', [entry.id])
  expect(await findCachedBuild(db, { customerId, ...entry })).toBeUndefined()
  expect(await expireCacheEntries(db)).toBe(1)
  expect(await expireCacheEntries(db)).toBe(0)
  expect(await registerCacheEntry(db, anImage(customerId))).toMatchObject({ tier: 'core' })
})

test('a tier uses what is for it or below', async ({ db }) => {
  await aCacheEntry(db, { tier: 'enterprise' })

  expect(await searchCache(db, { tier: 'pro' })).toEqual([])
  expect(await searchCache(db, { tier: 'asp' })).toHaveLength(1)
})

test('a hit needs an entry, a miss does not', async ({ db }) => {
  await expect(recordCacheAccess(db, { customerId: 'system', accessType: 'cache_hit' })).rejects.toMatchObject({
    parameters: ['cacheEntryId'],
  })
  await expect(recordCacheAccess(db, { customerId: 'nobody', accessType: 'cache_miss' })).rejects.toMatchObject({
    code: 'BUILD_UNKNOWN_CUSTOMER',
  })
})

test('artifacts belong to the run that made them, and expire', async ({ db }) => {
  await enqueueBuild(db, aBuild())
  const [run] = await claimBuilds(db, worker)
  if (run === undefined) throw new Error('No build was ready.')
  const { buildId, fence: attempt } = run
  const given = {
    buildId,
    attempt,
    artifactType: 'sbom' as const,
    artifactName: 'sbom.json',
    storageType: 's3' as const,
    storageUrl: 's3://b/sbom.json',
    checksumSha256: 'A'.repeat(64),
    expiresAt: daysAgo(1),
  }
  expect(await recordBuildArtifact(db, given)).toBeUndefined()
  await completeBuild(db, run)
  expect(await recordBuildArtifact(db, given)).toMatchObject({ attempt, checksumSha256: 'a'.repeat(64) })
  expect(await recordBuildArtifact(db, { ...given, attempt: '99' })).toBeUndefined()

  expect(await listBuildArtifacts(db, { buildId })).toHaveLength(1)
  expect(await listBuildArtifacts(db, { buildId, artifactType: 'build_log' })).toEqual([])
  expect(await expireArtifacts(db)).toMatchObject([{ storageType: 's3', storageUrl: 's3://b/sbom.json' }])
  expect(await expireArtifacts(db)).toEqual([])
  expect(await listBuildArtifacts(db, { buildId })).toEqual([])
})

test('events are followed by their ids, metrics come in batches', async ({ db }) => {
  const { id: buildId } = await enqueueBuild(db, aBuild())
  const last = await recordBuildEvents(db, {
    buildId,
    events: [
      { eventType: 'step', message: 'one', data: { n: 1 } },
      { eventType: 'step', message: 'two', severity: 'error' },
    ],
  })
  await recordBuildEvents(db, { buildId, events: [{ eventType: 'step', message: 'three' }] })

  expect((await listBuildEvents(db, { buildId })).map(({ message }) => message)).toEqual(['one', 'two', 'three'])
  expect(await listBuildEvents(db, { buildId, afterId: last })).toMatchObject([{ message: 'three', severity: 'info' }])

  const metrics = Array.from({ length: 500 }, (_, n) => ({
    name: n % 2 ? 'memory' : 'cpu',
    value: n / 4,
    tags: { n: `${n}` },
  }))
  expect(await recordBuildMetrics(db, { buildId, metrics })).toBe(500)
  const memory = await listBuildMetrics(db, { buildId, name: 'memory' })
  expect(memory).toHaveLength(250)
  expect(memory.map(({ value }) => value)).toContain('124.7500')

  await db.query('SAVEPOINT before')
  await expect(recordBuildEvents(db, { buildId: randomUUID(), events: [{ eventType: 'x' }] })).rejects.toMatchObject({
    code: 'BUILD_UNKNOWN_BUILD',
  })
  await db.query('ROLLBACK TO SAVEPOINT before')
  await expect(
    recordBuildMetrics(db, { buildId: randomUUID(), metrics: [{ name: 'x', value: 1 }] }),
  ).rejects.toMatchObject({
    code: 'BUILD_UNKNOWN_BUILD',
  })
})

test('a tenant is resolved while customer and license are good', async ({ db }) => {
  const { customer, license } = await signUpCustomer(db, aCustomer())
  const { customerId } = customer
  expect(await resolveTenant(db, { customerId })).toEqual({ customer, license })
  expect(await resolveTenant(db, { customerId: 'system' })).toMatchObject({ license: null })
  expect(await resolveTenant(db, { customerId: 'nobody' })).toBeUndefined()

  for (const change of [
    `UPDATE build_orchestrator.licenses SET trial_expires_at = now() WHERE customer_id = $1`,
    `UPDATE build_orchestrator.licenses SET status = 'revoked', trial_expires_at = NULL WHERE customer_id = $1`,
    `UPDATE build_orchestrator.customers SET subscription_status = 'suspended' WHERE customer_id = $1`,
    `UPDATE build_orchestrator.customers SET deleted_at = now() WHERE customer_id = $1`,
  ]) {
    await db.query('SAVEPOINT before')
    await db.query(change, [customerId])
    expect(await resolveTenant(db, { customerId }), change).toBeUndefined()
    await db.query('ROLLBACK TO SAVEPOINT before')
  }
})

test('an id is available when it is well formed and was never given', async ({ db }) => {
  const deleted = await aBareCustomer(db, { deleted_at: daysAgo(1) })

  expect(await isCustomerIdAvailable(db, { customerId: 'acme-2' })).toBe(true)
  for (const customerId of [deleted, 'system', 'two words', '']) {
    expect(await isCustomerIdAvailable(db, { customerId })).toBe(false)
  }
})

test('trials are cleaned up a week after their end', async ({ db }) => {
  const [old, recent] = [await signUpCustomer(db, aCustomer()), await signUpCustomer(db, aCustomer())]
  for (const [{ customer }, days] of [
    [old, 8],
    [recent, 6],
  ] as const) {
    await db.query('UPDATE build_orchestrator.licenses SET trial_expires_at = $2 WHERE customer_id = $1', [
      customer.customerId,
      daysAgo(days),
    ])
  }

  expect(await cleanUpTrials(db)).toEqual([old.customer.customerId])
  expect(await findCustomer(db, old.customer)).toBeUndefined()
  expect(await getLicense(db, old.customer)).toMatchObject({ status: 'expired' })
  expect(await findCustomer(db, recent.customer)).toBeDefined()
  expect(await getDashboard(db)).toMatchObject({ trials: 1, expiredTrials: 1 })
  await expect(cleanUpTrials(db, { graceDays: -1 })).rejects.toMatchObject({ parameters: ['graceDays'] })
})

test('usage is listed per customer', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  await enqueueBuild(db, aBuild({ customerId }))

  expect(await listCustomerUsage(db, { customerId })).toMatchObject([
    { customerId, totalBuilds: 1, buildsThisMonth: 0 },
  ])
})

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

test('old rows go in batches; what is young, live or `system` stays', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  for (const days of [40, 40, 40, 1]) {
    await insert(db, 'build_access_log', {
      customer_id: customerId,
      access_type: 'cache_miss',
      accessed_at: daysAgo(days),
    })
  }
  const purge = (limit: number) => purgeOldRows(db, { table: 'build_access_log', olderThanDays: 30, limit })
  expect([await purge(2), await purge(2), await purge(2)]).toEqual([2, 1, 0])

  const { id } = await enqueueBuild(db, aBuild({ customerId }))
  expect(await purgeOldRows(db, { table: 'build_queue', olderThanDays: 0 })).toBe(0)
  await db.query(`UPDATE build_orchestrator.customers SET deleted_at = $1`, [daysAgo(40)])
  await db.query(`UPDATE build_orchestrator.build_queue SET status = 'building' WHERE id = $1`, [id])
  expect(await purgeOldRows(db, { table: 'customers', olderThanDays: 30 })).toBe(0)
  await db.query(`UPDATE build_orchestrator.build_queue SET status = 'failed' WHERE id = $1`, [id])
  expect(await purgeOldRows(db, { table: 'customers', olderThanDays: 30 })).toBe(1)
  await expect(db.query(`DELETE FROM build_orchestrator.customers`)).rejects.toMatchObject({ code: 'LB011' })
})

test('a table without retention is refused', async ({ db }) => {
  await expect(db.query(`SELECT build_orchestrator.purge_old_rows('licenses', 1)`)).rejects.toMatchObject({
    code: 'LB001',
  })
})
