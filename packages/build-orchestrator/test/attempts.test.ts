import { setTimeout as sleep } from 'node:timers/promises'

import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import {
  cancelBuild,
  claimBuilds,
  completeBuild,
  enqueueBuild,
  failBuild,
  finishBuilds,
  getBuild,
  getNextBuildForWorker,
  type Hold,
  heartbeatBuilds,
  listBuildResults,
  listBuilds,
  listDeadBuilds,
  pauseQueue,
  releaseBuilds,
  replayBuild,
  reportBuildProgress,
  resumeQueue,
  retryFailedBuild,
  sweepBuilds,
  updateBuildProgress,
} from '../src/index.js'
import { aBuild, aLicensedCustomer } from './builders.js'
import { test } from './test.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

async function claimOne(db: Queryable, given = {}): Promise<Hold> {
  const [build] = await claimBuilds(db, { ...worker, ...given })
  if (build === undefined) throw new Error('No build was ready.')
  return { buildId: build.buildId, fence: build.fence }
}

/** Makes a build that is claimed with a lease look as if its worker had been silent for too long. */
function loseWorker(db: Queryable, { buildId }: Hold) {
  return db.query(
    `UPDATE build_orchestrator.build_queue SET lease_until = clock_timestamp() - interval '1 ms' WHERE id = $1`,
    [buildId],
  )
}

test('an old run can neither report on the new one nor finish it', async ({ db }) => {
  await enqueueBuild(db, aBuild())
  const old = await claimOne(db)
  await loseWorker(db, old)
  expect(await sweepBuilds(db)).toMatchObject([{ buildId: old.buildId, status: 'queued', reason: 'lease' }])
  const present = await claimOne(db, { workerId: 'worker-2' })
  expect(BigInt(present.fence)).toBe(BigInt(old.fence) + 1n)

  expect(await reportBuildProgress(db, { ...old, progressPercent: 99 })).toBe(false)
  expect(await heartbeatBuilds(db, { holds: [old] })).toEqual([])
  expect(await releaseBuilds(db, { holds: [old] })).toEqual([])
  expect(await completeBuild(db, old)).toBeUndefined()
  expect(await failBuild(db, { ...old, errorMessage: 'no' })).toBeUndefined()
  expect(await updateBuildProgress(db, { buildId: old.buildId, progressPercent: 99 })).toBe(false)

  expect(await getBuild(db, { id: old.buildId })).toMatchObject({ status: 'building', progressPercent: 0 })
  expect(await completeBuild(db, present)).toMatchObject({ success: true, attempt: present.fence })
})

test('progress rises only, and starts anew with the next run', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  const run = await claimOne(db)
  await reportBuildProgress(db, {
    ...run,
    progressPercent: 60,
    currentStep: 'Pushing',
    stepsCompleted: 3,
    totalSteps: 5,
  })
  await reportBuildProgress(db, { ...run, progressPercent: 40, stepsCompleted: 2 })
  await db.query('UPDATE build_orchestrator.build_queue SET progress_percent = NULL WHERE id = $1', [id])
  const shown = { progressPercent: 60, currentStep: 'Pushing', stepsCompleted: 3, totalSteps: 5 }
  expect(await getBuild(db, { id })).toMatchObject(shown)

  await releaseBuilds(db, { holds: [run] })
  await claimOne(db)
  expect(await getBuild(db, { id })).toMatchObject({ progressPercent: 0, currentStep: null, stepsCompleted: 0 })
})

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

test('a lost build is final without a retry, with a failed result and a reason', async ({ db }) => {
  await enqueueBuild(db, aBuild({ maxRetries: 0 }))
  const run = await claimOne(db)
  await loseWorker(db, run)

  expect(await sweepBuilds(db)).toMatchObject([{ status: 'timeout', reason: 'lease' }])

  expect(await getBuild(db, { id: run.buildId })).toMatchObject({
    status: 'timeout',
    deadReason: 'no retry left: its worker was lost',
  })
  expect(await listBuildResults(db, run)).toMatchObject([{ success: false, errorCode: 'BUILD_LOST' }])
  expect(await sweepBuilds(db)).toEqual([])
})

test('a deadline is a retry later with a lease, and final without one', async ({ db }) => {
  await enqueueBuild(db, aBuild({ priority: 9 }))
  await enqueueBuild(db, aBuild({ priority: 1 }))
  const leased = await claimOne(db)
  const plain = await getNextBuildForWorker(db, worker)
  await db.query(`UPDATE build_orchestrator.build_queue SET timeout_at = clock_timestamp() WHERE status = 'building'`)

  const swept = await sweepBuilds(db)

  expect(swept).toHaveLength(2)
  expect(await getBuild(db, { id: leased.buildId })).toMatchObject({
    status: 'queued',
    retryCount: 1,
    notBefore: expect.any(Date),
  })
  expect(await getBuild(db, { id: String(plain?.buildId) })).toMatchObject({ status: 'timeout', retryCount: 0 })
})

test('a failed build waits before it is tried again, then is given up, then replayed', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild({ maxRetries: 1 }))
  const first = await claimOne(db)
  const before = Date.now()

  await failBuild(db, { ...first, errorMessage: 'registry unreachable', retry: true })

  const waiting = await getBuild(db, { id })
  expect(waiting).toMatchObject({ status: 'queued', retryCount: 1, deadAt: null })
  const minutes = ((waiting.notBefore?.getTime() ?? 0) - before) / 60_000
  expect(minutes).toBeGreaterThan(3.7)
  expect(minutes).toBeLessThan(6.3)
  expect(await claimBuilds(db, worker)).toEqual([])

  await db.query(`UPDATE build_orchestrator.build_queue SET not_before = clock_timestamp() WHERE id = $1`, [id])
  const second = await claimOne(db)
  await failBuild(db, { ...second, errorMessage: 'registry unreachable', retry: true })
  expect(await listDeadBuilds(db)).toMatchObject([
    { id, status: 'failed', deadReason: 'no retry left: registry unreachable' },
  ])
  expect(await retryFailedBuild(db, { buildId: id })).toBe(false)

  expect(await replayBuild(db, { buildId: id })).toBe(true)
  const third = await claimOne(db)
  await completeBuild(db, { ...third, exitCode: 0 })
  expect((await listBuildResults(db, { buildId: id })).map(({ attempt, success }) => [attempt, success])).toEqual([
    [first.fence, false],
    [second.fence, false],
    [third.fence, true],
  ])
  const { rows } = await db.query(
    'SELECT count(*)::integer AS results FROM build_orchestrator.build_results WHERE build_queue_id = $1',
    [id],
  )
  expect(rows).toEqual([{ results: 1 }])
  expect(await replayBuild(db, { buildId: id })).toBe(false)
  expect(await listDeadBuilds(db)).toEqual([])
})

test('what fails for good is given up at once, whatever retries are left', async ({ db }) => {
  await enqueueBuild(db, aBuild())
  const run = await claimOne(db)

  expect(
    await finishBuilds(db, {
      ends: [{ ...run, outcome: 'failed', errorMessage: 'bad manifest', retry: true, permanent: true }],
    }),
  ).toMatchObject([{ status: 'failed' }])

  expect(await listDeadBuilds(db, { customerId: 'system' })).toMatchObject([{ deadReason: 'permanent: bad manifest' }])
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

test('a build that waits is cancelled at once', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())

  expect(await cancelBuild(db, { buildId: id, cancelledBy: 'ada', reason: 'mistake' })).toBe('cancelled')

  expect(await getBuild(db, { id })).toMatchObject({ status: 'cancelled', cancelledBy: 'ada', cancelReason: 'mistake' })
  expect(await claimBuilds(db, worker)).toEqual([])
  expect(await cancelBuild(db, { buildId: id })).toBeUndefined()
})

test('a build that runs is stopped by its worker, and not tried again', async ({ db }) => {
  await enqueueBuild(db, aBuild())
  const run = await claimOne(db)

  expect(await cancelBuild(db, { buildId: run.buildId })).toBe('requested')
  expect(await heartbeatBuilds(db, { holds: [run] })).toMatchObject([{ cancelRequested: true }])
  expect(await finishBuilds(db, { ends: [{ ...run, outcome: 'cancelled' }] })).toMatchObject([{ status: 'cancelled' }])

  expect(await listBuildResults(db, run)).toMatchObject([{ success: false, errorCode: 'BUILD_CANCELLED' }])
})

test.for(['fails', 'is lost', 'hands it back'])(
  'a build to be cancelled whose worker %s is cancelled',
  async (end, { db }) => {
    await enqueueBuild(db, aBuild())
    const run = await claimOne(db)
    await cancelBuild(db, { buildId: run.buildId })

    if (end === 'fails') await failBuild(db, { ...run, errorMessage: 'no', retry: true })
    else if (end === 'hands it back') await releaseBuilds(db, { holds: [run] })
    else {
      await loseWorker(db, run)
      await sweepBuilds(db)
    }

    expect(await getBuild(db, { id: run.buildId })).toMatchObject({ status: 'cancelled' })
  },
)

test('what is handed back costs no retry', async ({ db }) => {
  await enqueueBuild(db, aBuild({ maxRetries: 0 }))
  const run = await claimOne(db)

  expect(await releaseBuilds(db, { holds: [run] })).toEqual([run])

  expect(await getBuild(db, { id: run.buildId })).toMatchObject({ status: 'queued', retryCount: 0, workerId: null })
  const again = await claimOne(db)
  expect(await completeBuild(db, again)).toMatchObject({ success: true })
})

test('nothing is handed out while the queue is paused', async ({ db }) => {
  await enqueueBuild(db, aBuild())

  expect(await pauseQueue(db, { pausedBy: 'ada', reason: 'maintenance' })).toBe(true)
  expect(await pauseQueue(db)).toBe(false)
  expect(await claimBuilds(db, worker)).toEqual([])
  expect(await getNextBuildForWorker(db, worker)).toBeUndefined()

  expect(await resumeQueue(db)).toBe(true)
  expect(await resumeQueue(db)).toBe(false)
  expect(await claimBuilds(db, worker)).toHaveLength(1)
})

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

test.for([
  ['queued', 'success'],
  ['success', 'queued'],
  ['failed', 'success'],
  ['cancelled', 'building'],
])('a build cannot go from %s to %s', async ([from, to], { db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  const set = (status: string | undefined) =>
    db.query('UPDATE build_orchestrator.build_queue SET status = $2 WHERE id = $1', [id, status])
  if (from !== 'queued') {
    await set('building')
    await set(from)
  }

  await expect(set(to)).rejects.toMatchObject({ code: 'LB005' })
})

test('a claim made by hand raises the fence too', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await db.query(`UPDATE build_orchestrator.build_queue SET status = 'building' WHERE id = $1`, [id])

  expect(await getBuild(db, { id })).toMatchObject({ fence: '1', startedAt: expect.any(Date) })
})

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
