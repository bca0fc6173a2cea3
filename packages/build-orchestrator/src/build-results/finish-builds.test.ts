import { expect } from 'vitest'

import { aBuild, aLicensedCustomer, claimOne, loseWorker, worker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  claimBuilds,
  completeBuild,
  enqueueBuild,
  failBuild,
  finishBuilds,
  getBuild,
  listBuilds,
  sweepBuilds,
} from '../index.js'

test('a log beyond a million characters keeps its end', async ({ db }) => {
  await enqueueBuild(db, aBuild())
  const run = await claimOne(db)

  const result = await completeBuild(db, { ...run, stdoutLog: `${'x'.repeat(1_000_010)}END` })

  expect(result?.stdoutLog).toMatch(/^\[Log truncated: 13 characters left out\]\nx+END$/)
})

test('many runs end in one call, those that were lost are missing from the answer', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  for (let build = 0; build < 5; build++) await enqueueBuild(db, aBuild({ customerId }))
  const runs = await claimBuilds(db, { ...worker, limit: 5 })
  const [lost] = runs
  await loseWorker(db, { buildId: String(lost?.buildId), fence: '1' })
  await sweepBuilds(db)

  const finished = await finishBuilds(db, {
    ends: runs.map(({ buildId, fence }) => ({ buildId, fence, outcome: 'success' })),
  })

  expect(finished.map(({ buildId }) => buildId).toSorted()).toEqual(
    runs
      .slice(1)
      .map(({ buildId }) => buildId)
      .toSorted(),
  )
  expect(await listBuilds(db, { customerId, status: 'success' })).toHaveLength(4)
})

test('a delay given by the worker is kept, none is none', async ({ db }) => {
  await enqueueBuild(db, aBuild({ maxRetries: 2 }))
  const run = await claimOne(db)
  await failBuild(db, { ...run, errorMessage: 'no', retry: true, retryInMs: 0 })
  const again = await claimOne(db)
  await failBuild(db, { ...again, errorMessage: 'no', retry: true, retryInMs: 60_000 })

  const { notBefore } = await getBuild(db, { id: run.buildId })
  expect(Math.round(((notBefore?.getTime() ?? 0) - Date.now()) / 1000)).toBe(60)
})
