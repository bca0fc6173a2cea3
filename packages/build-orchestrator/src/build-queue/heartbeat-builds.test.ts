import { setTimeout as sleep } from 'node:timers/promises'

import { expect } from 'vitest'

import { aBuild, claimOne } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { completeBuild, enqueueBuild, heartbeatBuilds, sweepBuilds } from '../index.js'

test('a heartbeat keeps the lease, and a build whose worker is silent is built again', async ({ pool }) => {
  await enqueueBuild(pool, aBuild())
  const run = await claimOne(pool, { leaseMs: 100 })
  expect(await heartbeatBuilds(pool, { holds: [run], leaseMs: 150 })).toMatchObject([
    { ...run, cancelRequested: false },
  ])
  await sleep(110)
  expect(await sweepBuilds(pool)).toEqual([])
  await sleep(60)

  expect(await sweepBuilds(pool)).toMatchObject([{ buildId: run.buildId, workerId: 'worker-1', status: 'queued' }])

  const again = await claimOne(pool)
  expect(again.buildId).toBe(run.buildId)
  await completeBuild(pool, again)
})
