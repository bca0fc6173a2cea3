import { setTimeout as sleep } from 'node:timers/promises'

import { expect } from 'vitest'

import { aBuild, aLicensedCustomer, claimOne, worker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { claimBuilds, completeBuild, enqueueBuild, getBuild, getNextBuildForWorker, heartbeatBuilds } from '../index.js'

test('a scheduled build waits for its time', async ({ pool }) => {
  const { id } = await enqueueBuild(pool, aBuild({ notBefore: new Date(Date.now() + 400), priority: 10 }))
  expect(await claimBuilds(pool, worker)).toEqual([])
  await sleep(450)

  const run = await claimOne(pool)
  expect(run.buildId).toBe(id)
  await completeBuild(pool, run)
})

test('a worker gets only what fits it', async ({ db }) => {
  const big = await enqueueBuild(db, aBuild({ estimatedMemoryMb: 8192, estimatedCpuCores: 4, priority: 10 }))
  const small = await enqueueBuild(db, aBuild({ estimatedMemoryMb: 512, priority: 1 }))

  expect((await claimOne(db, { memoryMb: 1024, cpuCores: 8 })).buildId).toBe(small.id)
  expect(await claimBuilds(db, { ...worker, memoryMb: 16_384, cpuCores: 2 })).toEqual([])
  expect((await claimOne(db, { memoryMb: 16_384, cpuCores: 4 })).buildId).toBe(big.id)
})

test('within a priority each customer gets its turn; the document’s claim takes the oldest', async ({ db }) => {
  const [many, few] = [await aLicensedCustomer(db), await aLicensedCustomer(db)]
  for (let build = 0; build < 4; build++) await enqueueBuild(db, aBuild({ customerId: many }))
  for (let build = 0; build < 2; build++) await enqueueBuild(db, aBuild({ customerId: few }))
  await db.query(
    `UPDATE build_orchestrator.build_queue SET queued_at = queued_at + interval '1 s' WHERE customer_id = $1`,
    [few],
  )

  const next = await getNextBuildForWorker(db, worker)
  const fair = await claimBuilds(db, { ...worker, limit: 5 })

  expect(next?.customerId).toBe(many)
  // Two rounds: both of the few are in them, though they were queued last.
  expect(fair.slice(0, 4).filter(({ customerId }) => customerId === few)).toHaveLength(2)
})

test('a claim made by hand raises the fence too', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await db.query(`UPDATE build_orchestrator.build_queue SET status = 'building' WHERE id = $1`, [id])

  expect(await getBuild(db, { id })).toMatchObject({ fence: '1', startedAt: expect.any(Date) })
})

test('bad input is refused by name, before anything is written', async ({ db }) => {
  await expect(claimBuilds(db, { ...worker, limit: 0 })).rejects.toMatchObject({ parameters: ['limit'] })
  await expect(heartbeatBuilds(db, { holds: [{ buildId: 'x', fence: '1' }] })).rejects.toMatchObject({
    parameters: ['holds.0.buildId'],
  })
  await expect(db.query(`SELECT * FROM build_orchestrator.claim_builds('w', 'h', NULL, 0)`)).rejects.toMatchObject({
    code: 'LB001',
  })
})

test('50 claims at once share 100 builds without giving one twice', async ({ pool }) => {
  await Promise.all(Array.from({ length: 100 }, () => enqueueBuild(pool, aBuild())))

  const claims = await Promise.all(
    Array.from({ length: 50 }, (_, n) => claimBuilds(pool, { ...worker, workerId: `worker-${n}`, limit: 10 })),
  )
  const builds = claims.flat()
  for (;;) {
    const rest = await claimBuilds(pool, { ...worker, limit: 10 })
    if (rest.length === 0) break
    builds.push(...rest)
  }

  expect(builds).toHaveLength(100)
  expect(new Set(builds.map(({ buildId }) => buildId)).size).toBe(100)
})
