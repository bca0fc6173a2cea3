import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aBuild, aLicensedCustomer } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  type AssignedBuild,
  BuildDependencyError,
  cancelBuild,
  claimBuilds,
  enqueueBuild,
  finishBuilds,
  getBuild,
  listBuildDependencies,
  replayBuild,
} from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3', limit: 100 }

function end(db: Queryable, builds: readonly AssignedBuild[], outcome: 'success' | 'failed') {
  return finishBuilds(db, { ends: builds.map(({ buildId, fence }) => ({ buildId, fence, outcome })) })
}

test('a build is handed out when all it depends on have succeeded', async ({ db }) => {
  const base = await enqueueBuild(db, aBuild())
  const tools = await enqueueBuild(db, aBuild())
  const app = await enqueueBuild(db, aBuild({ dependsOn: [base.id, tools.id, base.id], priority: 10 }))
  const [first, second] = await claimBuilds(db, worker)
  if (first === undefined || second === undefined) throw new Error('Both were to be ready.')
  expect([first.buildId, second.buildId].toSorted()).toEqual([base.id, tools.id].toSorted())

  await end(db, [first], 'success')
  expect(await claimBuilds(db, worker)).toEqual([])
  const waitsFor = await listBuildDependencies(db, { buildId: app.id })
  expect(waitsFor).toHaveLength(2)
  expect(waitsFor.find(({ metAt }) => metAt !== null)).toMatchObject({ dependsOnId: first.buildId, status: 'success' })
  expect(waitsFor.find(({ metAt }) => metAt === null)).toMatchObject({
    dependsOnId: second.buildId,
    status: 'building',
    onFailure: 'cancel',
  })

  await end(db, [second], 'success')
  expect(await claimBuilds(db, worker)).toMatchObject([{ buildId: app.id }])
  expect(await listBuildDependencies(db, { buildId: base.id })).toEqual([])
})

test('what a failed build would have been needed for is cancelled, all the way', async ({ db }) => {
  const base = await enqueueBuild(db, aBuild())
  const app = await enqueueBuild(db, aBuild({ dependsOn: [base.id] }))
  const suite = await enqueueBuild(db, aBuild({ dependsOn: [app.id] }))
  await end(db, await claimBuilds(db, worker), 'failed')

  expect(await getBuild(db, { id: app.id })).toMatchObject({ status: 'cancelled' })
  expect(await getBuild(db, { id: suite.id })).toMatchObject({ status: 'cancelled' })

  await replayBuild(db, { buildId: app.id })
  expect(await claimBuilds(db, worker)).toEqual([])
  await replayBuild(db, { buildId: base.id })
  await end(db, await claimBuilds(db, worker), 'success')
  expect(await claimBuilds(db, worker)).toMatchObject([{ buildId: app.id }])
})

test('with `wait` it stays until what it depends on is run again', async ({ db }) => {
  const base = await enqueueBuild(db, aBuild())
  const app = await enqueueBuild(db, aBuild({ dependsOn: [base.id], onDependencyFailure: 'wait' }))
  await cancelBuild(db, { buildId: base.id })

  expect(await getBuild(db, { id: app.id })).toMatchObject({ status: 'queued' })
  await replayBuild(db, { buildId: base.id })
  await end(db, await claimBuilds(db, worker), 'success')
  expect(await claimBuilds(db, worker)).toMatchObject([{ buildId: app.id }])
})

test('a build that has succeeded holds nothing back; one that is deleted cancels', async ({ db }) => {
  const base = await enqueueBuild(db, aBuild())
  await end(db, await claimBuilds(db, worker), 'success')
  const app = await enqueueBuild(db, aBuild({ dependsOn: [base.id] }))
  const suite = await enqueueBuild(db, aBuild({ dependsOn: [app.id] }))

  await db.query('DELETE FROM build_orchestrator.build_queue WHERE id = $1', [app.id])
  expect(await getBuild(db, { id: suite.id })).toMatchObject({ status: 'cancelled' })
  expect(await claimBuilds(db, worker)).toEqual([])
})

test('waiting builds leave the places of their customer to others', async ({ db }) => {
  const customerId = await aLicensedCustomer(db, { concurrent: 1 })
  const base = await enqueueBuild(db, aBuild({ customerId }))
  const app = await enqueueBuild(db, aBuild({ customerId, dependsOn: [base.id], priority: 10 }))
  const other = await enqueueBuild(db, aBuild({ customerId, priority: 1 }))

  const order: string[] = []
  for (let builds = await claimBuilds(db, worker); builds.length > 0; builds = await claimBuilds(db, worker)) {
    order.push(...builds.map(({ buildId }) => buildId))
    await end(db, builds, 'success')
  }
  expect(order).toEqual([base.id, app.id, other.id])
})

test('refuses a build that is not there, or not the customer’s, or that would close a circle', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  const base = await enqueueBuild(db, aBuild())
  const app = await enqueueBuild(db, aBuild({ dependsOn: [base.id] }))

  for (const request of [aBuild({ dependsOn: [randomUUID()] }), aBuild({ customerId, dependsOn: [base.id] })]) {
    await db.query('SAVEPOINT refused')
    await expect(enqueueBuild(db, request)).rejects.toThrow(BuildDependencyError)
    await db.query('ROLLBACK TO refused')
  }
  await expect(
    db.query('INSERT INTO build_orchestrator.build_dependencies (build_id, depends_on_id) VALUES ($1, $2)', [
      base.id,
      app.id,
    ]),
  ).rejects.toThrow('cannot wait for')
})

test('two that end at once let go what waits for both', async ({ pool }) => {
  for (let round = 0; round < 10; round += 1) {
    const base = await enqueueBuild(pool, aBuild())
    const tools = await enqueueBuild(pool, aBuild())
    const app = await enqueueBuild(pool, aBuild({ dependsOn: [base.id, tools.id] }))

    const builds = await claimBuilds(pool, worker)
    await Promise.all(builds.map((build) => end(pool, [build], 'success')))

    const [ready] = await claimBuilds(pool, worker)
    expect(ready?.buildId).toBe(app.id)
    if (ready !== undefined) await end(pool, [ready], 'success')
  }
})
