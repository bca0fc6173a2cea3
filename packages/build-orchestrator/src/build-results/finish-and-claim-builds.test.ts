import { expect } from 'vitest'

import { aBuild, aLicensedCustomer } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  claimBuilds,
  enqueueBuild,
  findBuildResult,
  finishAndClaimBuilds,
  getBuild,
  InvalidInputError,
} from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

test('ends what was done and gives what comes next', async ({ db }) => {
  for (const priority of [9, 8, 7] as const) await enqueueBuild(db, aBuild({ priority }))
  const claimed = await claimBuilds(db, { ...worker, limit: 2 })

  const ends = claimed.map(({ buildId, fence }) => ({ buildId, fence, outcome: 'success' as const, exitCode: 0 }))
  const { finished, builds } = await finishAndClaimBuilds(db, { ...worker, limit: 5, ends })

  expect(finished.map(({ buildId }) => buildId).toSorted()).toEqual(claimed.map(({ buildId }) => buildId).toSorted())
  expect(builds).toMatchObject([{ priority: 7, fence: '1' }])
  expect(await findBuildResult(db, { buildId: claimed[0]?.buildId ?? '' })).toMatchObject({
    success: true,
    exitCode: 0,
  })
})

test('ends without claiming, and claims without ending', async ({ db }) => {
  expect(await finishAndClaimBuilds(db, { ...worker, ends: [] })).toEqual({ finished: [], builds: [] })

  const { id } = await enqueueBuild(db, aBuild())
  const { builds } = await finishAndClaimBuilds(db, { ...worker, ends: [] })
  expect(builds).toMatchObject([{ buildId: id }])
  const ends = builds.map(({ buildId, fence }) => ({ buildId, fence, outcome: 'failed' as const }))
  expect(await finishAndClaimBuilds(db, { ...worker, ends })).toMatchObject({
    finished: [{ status: 'failed' }],
    builds: [],
  })
})

test('a place that was freed is given away by the same call', async ({ db }) => {
  const customerId = await aLicensedCustomer(db, { concurrent: 1 })
  await enqueueBuild(db, aBuild({ customerId }))
  await enqueueBuild(db, aBuild({ customerId }))
  const claimed = await claimBuilds(db, { ...worker, limit: 5 })
  expect(claimed).toHaveLength(1)

  const ends = claimed.map(({ buildId, fence }) => ({ buildId, fence, outcome: 'success' as const }))
  expect((await finishAndClaimBuilds(db, { ...worker, limit: 5, ends })).builds).toHaveLength(1)
})

test('a run that was lost is missing from what was ended, and changes nothing', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  const [build] = await claimBuilds(db, worker)
  if (build === undefined) throw new Error('It was to be ready.')

  const ends = [{ buildId: id, fence: String(BigInt(build.fence) + 1n), outcome: 'success' as const }]
  expect(await finishAndClaimBuilds(db, { ...worker, ends })).toEqual({ finished: [], builds: [] })
  expect(await getBuild(db, { id })).toMatchObject({ status: 'building' })
  await expect(finishAndClaimBuilds(db, { ...worker, limit: 0, ends: [] })).rejects.toThrow(InvalidInputError)
})

test('two workers that end and claim at once never get the same build', async ({ pool }) => {
  for (let build = 0; build < 40; build += 1) await enqueueBuild(pool, aBuild())
  const seen: string[] = []
  const work = async (workerId: string) => {
    let ends: { buildId: string; fence: string; outcome: 'success' }[] = []
    do {
      const { builds } = await finishAndClaimBuilds(pool, { ...worker, workerId, limit: 3, ends })
      ends = builds.map(({ buildId, fence }) => ({ buildId, fence, outcome: 'success' }))
      seen.push(...ends.map(({ buildId }) => buildId))
    } while (ends.length > 0)
  }
  await Promise.all(['worker-1', 'worker-2', 'worker-3'].map(work))

  expect(seen).toHaveLength(40)
  expect(new Set(seen).size).toBe(40)
})
