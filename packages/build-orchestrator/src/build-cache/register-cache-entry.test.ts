import { expect } from 'vitest'

import { aLicensedCustomer, daysAgo } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { expireCacheEntries, findCachedBuild, recordCacheAccess, registerCacheEntry, searchCache } from '../index.js'

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
