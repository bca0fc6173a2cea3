import { expect } from 'vitest'

import { aBuild, daysAgo, worker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  claimBuilds,
  completeBuild,
  enqueueBuild,
  expireArtifacts,
  listBuildArtifacts,
  recordBuildArtifact,
} from '../index.js'

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
