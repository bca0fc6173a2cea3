import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aBareCustomer, aBuild } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  claimBuilds,
  enqueueBuild,
  getNextBuildForWorker,
  getQueueSettings,
  InvalidInputError,
  setQueueSettings,
} from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }
const equal = { core: 1, pro: 1, enterprise: 1, asp: 1 }

async function aBuildThatWaited(db: Queryable, hours: number) {
  const build = await enqueueBuild(db, aBuild({ priority: 1 }))
  await db.query(
    `UPDATE build_orchestrator.build_queue SET queued_at = queued_at - $2 * interval '1 h' WHERE id = $1`,
    [build.id, hours],
  )
  return build
}

test('nothing is preferred until it is asked for', async ({ db }) => {
  expect(await getQueueSettings(db)).toEqual({ ageAfterMs: null, shares: equal })
  expect(await setQueueSettings(db, {})).toEqual({ ageAfterMs: null, shares: equal })

  await aBuildThatWaited(db, 100)
  for (let build = 0; build < 8; build += 1) await enqueueBuild(db, aBuild({ priority: 9 }))
  const builds = await claimBuilds(db, { ...worker, limit: 8 })
  expect(builds.every(({ priority }) => priority === 9)).toBe(true)
})

test('one build in eight goes to the one that has waited longest, when that is too long', async ({ db }) => {
  await setQueueSettings(db, { ageAfterMs: 3_600_000 })
  await aBuildThatWaited(db, 2)
  const oldest = await aBuildThatWaited(db, 3)
  for (let build = 0; build < 20; build += 1) await enqueueBuild(db, aBuild({ priority: 9 }))

  const builds = await claimBuilds(db, { ...worker, limit: 8 })
  expect(builds.map(({ priority }) => priority)).toEqual([1, 9, 9, 9, 9, 9, 9, 9])
  expect(builds[0]?.buildId).toBe(oldest.id)
  expect(new Set(builds.map(({ buildId }) => buildId)).size).toBe(8)

  expect(await getNextBuildForWorker(db, worker)).toMatchObject({ priority: 9 })
  expect((await setQueueSettings(db, { ageAfterMs: null })).ageAfterMs).toBeNull()
})

test('ageing leaves alone what has not waited so long', async ({ db }) => {
  await setQueueSettings(db, { ageAfterMs: 7_200_000 })
  await aBuildThatWaited(db, 1)
  for (let build = 0; build < 8; build += 1) await enqueueBuild(db, aBuild({ priority: 9 }))

  const builds = await claimBuilds(db, { ...worker, limit: 8 })
  expect(builds.every(({ priority }) => priority === 9)).toBe(true)
})

test('a tier with twice the share has two builds a round', async ({ db }) => {
  await setQueueSettings(db, { shares: { ...equal, enterprise: 2 } })
  const small = await aBareCustomer(db, { tier: 'core' })
  const large = await aBareCustomer(db, { tier: 'enterprise' })
  for (const customerId of [small, large]) {
    for (let build = 0; build < 6; build += 1) await enqueueBuild(db, aBuild({ customerId, quota: 'ignore' }))
  }

  const builds = await claimBuilds(db, { ...worker, limit: 9 })
  const of = (customerId: string) => builds.filter((build) => build.customerId === customerId).length
  expect([of(small), of(large)]).toEqual([3, 6])
})

test('refuses a share that is none', async ({ db }) => {
  await expect(setQueueSettings(db, { shares: { ...equal, core: 0 } })).rejects.toThrow(InvalidInputError)
  await expect(setQueueSettings(db, { ageAfterMs: -1 })).rejects.toThrow(InvalidInputError)
})
