import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import {
  cancelBuild,
  claimBuilds,
  completeBuild,
  downgradeLicense,
  enqueueBuild,
  failBuild,
  getNextBuildForWorker,
  sweepBuilds,
} from '../src/index.js'
import { aBareCustomer, aBuild, aLicensedCustomer, enqueueMany, held, worker } from './builders.js'
import { test } from './test.js'

async function limit(db: Queryable, customerId: string, concurrent: number | null) {
  await db.query('UPDATE build_orchestrator.licenses SET max_concurrent_builds = $2 WHERE customer_id = $1', [
    customerId,
    concurrent,
  ])
}

async function running(db: Queryable, customerId: string): Promise<number> {
  const { rows } = await db.query(
    `SELECT count(*)::integer AS running FROM build_orchestrator.build_queue WHERE customer_id = $1 AND status = 'building'`,
    [customerId],
  )
  return rows[0].running
}

test('50 claims at once never run more builds of a customer than its license allows', async ({ pool }) => {
  const limited = [await aLicensedCustomer(pool, { concurrent: 1 }), await aLicensedCustomer(pool, { concurrent: 3 })]
  const free = await aLicensedCustomer(pool)
  for (const customerId of [...limited, free]) await enqueueMany(pool, customerId, 15)

  const claimed = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      n % 2 === 0
        ? claimBuilds(pool, { ...worker, workerId: `worker-${n}`, limit: 3 })
        : getNextBuildForWorker(pool, { ...worker, workerId: `worker-${n}` }).then((build) => (build ? [build] : [])),
    ),
  )
  // What was passed over because somebody else was counting it.
  claimed.push(await claimBuilds(pool, { ...worker, limit: 100 }), await claimBuilds(pool, { ...worker, limit: 100 }))

  const counts = await Promise.all([...limited, free].map((customerId) => running(pool, customerId)))
  expect(counts).toEqual([1, 3, 15])
  expect(claimed.flat()).toHaveLength(19)
})

test('all builds of a limited customer get done, whoever works on them', async ({ pool }) => {
  const customerId = await aLicensedCustomer(pool, { concurrent: 2 })
  await enqueueMany(pool, customerId, 40)
  let most = 0
  let done = 0

  async function work(workerId: string): Promise<void> {
    for (let idle = 0; idle < 20; ) {
      const [build] = await claimBuilds(pool, { ...worker, workerId })
      if (build === undefined) idle += 1
      else {
        idle = 0
        most = Math.max(most, await running(pool, customerId))
        if (await completeBuild(pool, build)) done += 1
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, n) => work(`worker-${n}`)))

  expect(done).toBe(40)
  expect(most).toBeLessThanOrEqual(2)
})

test('a place is free again after an end of any kind', async ({ db }) => {
  const customerId = await aLicensedCustomer(db, { concurrent: 1 })
  await enqueueMany(db, customerId, 6)
  const next = async () => (await claimBuilds(db, { ...worker, limit: 10 })).map(({ buildId }) => buildId)

  const [first] = await next()
  expect(await next()).toEqual([])
  await completeBuild(db, await held(db, String(first)))
  const [second] = await next()
  await failBuild(db, { ...(await held(db, String(second))), errorMessage: 'no' })
  const [third] = await next()
  await db.query(`UPDATE build_orchestrator.build_queue SET status = 'cancelled' WHERE id = $1`, [third])
  const [fourth] = await next()
  await db.query('DELETE FROM build_orchestrator.build_queue WHERE id = $1', [fourth])
  const [fifth] = await next()
  await db.query(`UPDATE build_orchestrator.build_queue SET lease_until = clock_timestamp() WHERE id = $1`, [fifth])
  await sweepBuilds(db)

  expect(new Set([first, second, third, fourth, fifth]).size).toBe(5)
  expect(await next()).toHaveLength(1)
})

test('cancelling the build that was next lets the one behind it go', async ({ db }) => {
  const customerId = await aLicensedCustomer(db, { concurrent: 1 })
  const [one, two] = await enqueueMany(db, customerId, 2)
  await sweepBuilds(db)
  await cancelBuild(db, { buildId: String(one?.id) })

  expect(await claimBuilds(db, { ...worker, limit: 5 })).toMatchObject([{ buildId: two?.id }])
})

test('the most urgent build of a customer takes its place', async ({ db }) => {
  const customerId = await aLicensedCustomer(db, { concurrent: 1 })
  await enqueueMany(db, customerId, 3, { priority: 2 })
  await sweepBuilds(db)
  const urgent = await enqueueBuild(db, aBuild({ customerId, priority: 9 }))

  expect(await claimBuilds(db, { ...worker, limit: 5 })).toMatchObject([{ buildId: urgent.id }])
})

test('a limit that changes holds from then on, also for what was queued before', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  await enqueueMany(db, customerId, 6)
  await limit(db, customerId, 2)
  expect(await claimBuilds(db, { ...worker, limit: 10 })).toHaveLength(2)

  await limit(db, customerId, 3)
  expect(await claimBuilds(db, { ...worker, limit: 10 })).toHaveLength(1)

  await db.query(`UPDATE build_orchestrator.licenses SET tier = 'pro' WHERE customer_id = $1`, [customerId])
  await downgradeLicense(db, { customerId, tier: 'core', maxConcurrentBuilds: 1 })
  expect(await claimBuilds(db, { ...worker, limit: 10 })).toEqual([])

  await limit(db, customerId, null)
  expect(await claimBuilds(db, { ...worker, limit: 10 })).toHaveLength(3)
})

test('a limit of 0 runs nothing', async ({ db }) => {
  const customerId = await aLicensedCustomer(db, { concurrent: 0 })
  await enqueueMany(db, customerId, 2)

  expect(await claimBuilds(db, { ...worker, limit: 10 })).toEqual([])
})

test('`system`, and a customer without a license, have no limit', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  await enqueueMany(db, customerId, 3)
  await enqueueMany(db, 'system', 3)

  expect(await claimBuilds(db, { ...worker, limit: 10 })).toHaveLength(6)
})

test('a delayed build of a limited customer asks for its place when it is due', async ({ db }) => {
  const customerId = await aLicensedCustomer(db, { concurrent: 1 })
  await enqueueBuild(db, aBuild({ customerId, notBefore: new Date(Date.now() + 60_000) }))
  await enqueueBuild(db, aBuild({ customerId }))
  expect(await claimBuilds(db, { ...worker, limit: 10 })).toHaveLength(1)
  await db.query(
    `UPDATE build_orchestrator.build_queue SET not_before = clock_timestamp() WHERE not_before IS NOT NULL`,
  )

  expect(await claimBuilds(db, { ...worker, limit: 10 })).toEqual([])
})
