import { expect } from 'vitest'

import { aBareCustomer, aBuild, held } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { completeBuild, enqueueBuild, getNextBuildForWorker, listActiveBuilds } from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

test('lists what waits and what is being built, most urgent first', async ({ db }) => {
  const customerId = await aBareCustomer(db, { organization_name: 'Globex' })
  const done = await enqueueBuild(db, aBuild({ priority: 10 }))
  await getNextBuildForWorker(db, worker)
  await completeBuild(db, await held(db, done.id))
  const running = await enqueueBuild(db, aBuild({ customerId, priority: 9, maxDurationSeconds: 60 }))
  await getNextBuildForWorker(db, worker)
  const waiting = await enqueueBuild(db, aBuild({ priority: 3 }))

  const builds = await listActiveBuilds(db)

  expect(builds).toMatchObject([
    { id: running.id, organizationName: 'Globex', status: 'building', elapsedSeconds: 0, remainingSeconds: 60 },
    {
      id: waiting.id,
      organizationName: 'Honua System',
      status: 'queued',
      elapsedSeconds: null,
      remainingSeconds: null,
    },
  ])
})

test('keeps to one customer and to the limit', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  await enqueueBuild(db, aBuild())
  await enqueueBuild(db, aBuild({ customerId, priority: 2 }))
  const urgent = await enqueueBuild(db, aBuild({ customerId, priority: 8 }))

  const builds = await listActiveBuilds(db, { customerId, limit: 1 })

  expect(builds.map(({ id }) => id)).toEqual([urgent.id])
})

test('is empty when the queue is', async ({ db }) => {
  expect(await listActiveBuilds(db)).toEqual([])
})

test('refuses a limit of nothing', async ({ db }) => {
  await expect(listActiveBuilds(db, { limit: 0 })).rejects.toMatchObject({ parameters: ['limit'] })
})
