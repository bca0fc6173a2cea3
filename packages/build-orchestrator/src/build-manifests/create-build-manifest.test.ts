import { expect } from 'vitest'

import { aLicensedCustomer, worker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  approveBuildManifest,
  claimBuilds,
  completeBuild,
  createBuildManifest,
  failBuild,
  findBuildManifest,
  queueManifestBuild,
  recordManifestValidation,
  settleBuildManifest,
} from '../index.js'

test('a manifest is validated, approved, built and deployed', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  const { id: manifestId } = await createBuildManifest(db, { customerId, manifest: { image: 'web' } })
  const queued = { manifestId, manifestPath: 'manifests/web.json' }
  await db.query('SAVEPOINT before')
  await expect(queueManifestBuild(db, queued)).rejects.toMatchObject({ code: 'BUILD_MANIFEST_NOT_APPROVED' })
  await db.query('ROLLBACK TO SAVEPOINT before')
  expect(await approveBuildManifest(db, { manifestId })).toBe(false)
  await recordManifestValidation(db, { manifestId, errors: ['no modules'], validatedBy: 'v' })
  expect(await findBuildManifest(db, { manifestId })).toMatchObject({
    isValidated: false,
    validationErrors: ['no modules'],
  })
  expect(await recordManifestValidation(db, { manifestId, validatedBy: 'v' })).toBe(true)
  expect(await approveBuildManifest(db, { manifestId })).toBe(true)

  const request = await queueManifestBuild(db, queued)
  expect(request.outcome).toBe('queued')
  expect(await findBuildManifest(db, { manifestId })).toMatchObject({ deploymentStatus: 'building' })
  expect(await settleBuildManifest(db, { manifestId })).toBeUndefined()
  const [first] = await claimBuilds(db, worker)
  if (first) await failBuild(db, { ...first, errorMessage: 'no' })
  expect(await settleBuildManifest(db, { manifestId })).toMatchObject({ deploymentStatus: 'failed' })

  await queueManifestBuild(db, queued)
  const [second] = await claimBuilds(db, worker)
  if (second) await completeBuild(db, second)
  expect(await settleBuildManifest(db, { manifestId })).toMatchObject({
    deploymentStatus: 'deployed',
    buildId: second?.buildId,
    deployedAt: expect.any(Date),
  })
  expect(await recordManifestValidation(db, { manifestId, validatedBy: 'v' })).toBe(false)
})
