import { expect } from 'vitest'

import { aCacheEntry, aLicensedCustomer, sha256 } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  approveBuildManifest,
  createBuildManifest,
  findBuildManifest,
  queueManifestBuild,
  recordManifestValidation,
} from '../index.js'

test('a manifest whose image is in the cache is deployed at once', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  const manifest = { image: 'cached' }
  const created = await createBuildManifest(db, { customerId, manifest })
  expect(created.manifestHash).toBe(sha256('{"image": "cached"}'))
  const entry = await aCacheEntry(db, { manifest_hash: created.manifestHash, manifest_json: JSON.stringify(manifest) })
  await recordManifestValidation(db, { manifestId: created.id, validatedBy: 'v' })
  await approveBuildManifest(db, { manifestId: created.id })

  expect(await queueManifestBuild(db, { manifestId: created.id, manifestPath: 'm' })).toEqual({
    outcome: 'cached',
    cacheEntryId: entry,
  })
  expect(await findBuildManifest(db, { manifestId: created.id })).toMatchObject({
    deploymentStatus: 'deployed',
    cacheEntryId: entry,
  })
})
