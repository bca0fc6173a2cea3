import { expect } from 'vitest'

import {
  aBareCustomer,
  aCacheEntry,
  aCustomer,
  aLicensedCustomer,
  insert,
  sha256,
  worker,
} from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  cancelBuild,
  claimBuilds,
  completeBuild,
  getLicenseQuotaUsage,
  listBuildEvents,
  requestBuild,
  signUpCustomer,
} from '../index.js'

const plain = { deduplicate: false, cacheFirst: false }

function aRequest(customerId: string, given = {}) {
  return { customerId, manifestPath: 'manifests/web.json', manifest: { image: 'web' }, ...given }
}

test('50 requests at once take exactly what the quota allows', async ({ pool }) => {
  const customerId = await aLicensedCustomer(pool, { builds: 20 })

  const requests = await Promise.allSettled(
    Array.from({ length: 50 }, () => requestBuild(pool, aRequest(customerId, plain))),
  )

  expect(requests.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
  for (const request of requests) {
    if (request.status === 'rejected') expect(request.reason).toMatchObject({ code: 'BUILD_MONTHLY_QUOTA', customerId })
  }
  expect(await getLicenseQuotaUsage(pool, { customerId })).toMatchObject({
    buildsThisMonth: 20,
    remainingBuilds: 0,
    warning: 100,
  })
})

test('without a valid license nothing is queued, but for `system`', async ({ db }) => {
  const bare = await aBareCustomer(db)
  await db.query('SAVEPOINT before')
  await expect(requestBuild(db, aRequest(bare))).rejects.toMatchObject({ code: 'BUILD_NO_VALID_LICENSE' })
  await db.query('ROLLBACK TO SAVEPOINT before')

  expect(await requestBuild(db, aRequest('system'))).toMatchObject({ outcome: 'queued' })
  expect(await requestBuild(db, aRequest(bare, { quota: 'ignore' }))).toMatchObject({ outcome: 'queued' })
})

test('a trial has 100 builds a month', async ({ db }) => {
  const { customer } = await signUpCustomer(db, aCustomer())

  expect(await getLicenseQuotaUsage(db, customer)).toMatchObject({ maxBuildsPerMonth: 100, warning: null })
})

test('50 equal requests at once are one build, until it has ended', async ({ pool }) => {
  const customerId = await aLicensedCustomer(pool)

  const requests = await Promise.all(Array.from({ length: 50 }, () => requestBuild(pool, aRequest(customerId))))

  expect(requests.filter(({ outcome }) => outcome === 'queued')).toHaveLength(1)
  expect(requests.filter(({ outcome }) => outcome === 'attached')).toHaveLength(49)
  expect(new Set(requests.map((request) => 'buildId' in request && request.buildId)).size).toBe(1)

  const arm = await requestBuild(pool, aRequest(customerId, { architecture: 'arm64' }))
  expect(arm.outcome).toBe('queued')

  for (const build of await claimBuilds(pool, { ...worker, limit: 10 })) await completeBuild(pool, build)
  expect(await requestBuild(pool, aRequest(customerId))).toMatchObject({ outcome: 'queued' })
})

test('what the cache has is not built, if the tier suffices and the manifest is the same', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  const manifest_hash = sha256('web')
  const entry = await aCacheEntry(db, { manifest_hash, manifest_json: '{"image": "web"}' })
  await aCacheEntry(db, { manifest_hash, manifest_json: '{"image": "web"}', tier: 'enterprise' })
  const request = aRequest(customerId, { manifestHash: manifest_hash })

  expect(await requestBuild(db, request)).toEqual({ outcome: 'cached', cacheEntryId: entry })
  expect(await requestBuild(db, { ...request, manifest: { image: 'other' } })).toMatchObject({ outcome: 'queued' })

  const { rows } = await db.query(
    `SELECT access_type, build_cache_id, manifest_hash FROM build_orchestrator.build_access_log
     WHERE customer_id = $1 ORDER BY id`,
    [customerId],
  )
  expect(rows).toEqual([
    { access_type: 'cache_hit', build_cache_id: entry, manifest_hash },
    { access_type: 'cache_miss', build_cache_id: null, manifest_hash },
  ])
})

test('a registry of another customer is refused', async ({ db }) => {
  const [customerId, other] = [await aLicensedCustomer(db), await aLicensedCustomer(db)]
  const registry = await insert(db, 'registry_credentials', {
    customer_id: other,
    registry_name: 'main',
    registry_url: 'registry.example',
    registry_provider: 'custom',
    username_encrypted: Buffer.from('u'),
    password_encrypted: Buffer.from('p'),
    encryption_key_id: 'key-1',
  })

  await expect(requestBuild(db, aRequest(customerId, { targetRegistryId: registry.id }))).rejects.toMatchObject({
    code: 'BUILD_UNKNOWN_REGISTRY',
  })
})

test('reaching 80, 90 and 100 percent is told once each; cancelling gives back', async ({ db }) => {
  const customerId = await aLicensedCustomer(db, { builds: 10 })
  const ids = []
  for (let build = 0; build < 10; build++) {
    const request = await requestBuild(db, aRequest(customerId, plain))
    if (request.outcome === 'queued') ids.push(request.buildId)
  }
  const events = await Promise.all(ids.map((buildId) => listBuildEvents(db, { buildId })))
  expect(events.flat().map(({ eventType, eventData }) => [eventType, eventData])).toEqual([
    ['quota_warning', { percent: 80, limit: 10, used: 8 }],
    ['quota_warning', { percent: 90, limit: 10, used: 9 }],
    ['quota_warning', { percent: 100, limit: 10, used: 10 }],
  ])

  await cancelBuild(db, { buildId: String(ids[0]) })
  expect(await requestBuild(db, aRequest(customerId, plain))).toMatchObject({ outcome: 'queued' })
})
