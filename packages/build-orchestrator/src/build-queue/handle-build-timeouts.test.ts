import { expect } from 'vitest'

import { aBuild, insert } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { enqueueBuild, getBuild, getNextBuildForWorker, handleBuildTimeouts, retryFailedBuild } from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

const EXPIRE = `
  UPDATE build_orchestrator.build_queue
  SET started_at = now() - interval '90 seconds', timeout_at = now() - interval '1 second'
  WHERE id = $1
`

const FIND_RESULT = `
  SELECT success, error_code, error_message, actual_duration_seconds::float8 AS seconds
  FROM build_orchestrator.build_results
  WHERE build_queue_id = $1
`

test('ends a build past its deadline with status timeout and a failed result', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await getNextBuildForWorker(db, worker)
  await db.query(EXPIRE, [id])

  expect(await handleBuildTimeouts(db)).toEqual([{ buildId: id, customerId: 'system', workerId: 'worker-1' }])

  expect(await getBuild(db, { id })).toMatchObject({ status: 'timeout', completedAt: expect.any(Date) })
  const { rows } = await db.query(FIND_RESULT, [id])
  expect(rows).toMatchObject([{ success: false, error_code: 'BUILD_TIMEOUT' }])
  expect(rows[0].seconds).toBeGreaterThanOrEqual(90)
  expect(rows[0].error_message).toMatch(/^The build passed its deadline and was ended after 9\d s\.$/)
})

test('leaves alone builds within their deadline, and those that only wait', async ({ db }) => {
  await enqueueBuild(db, aBuild({ priority: 10 }))
  await enqueueBuild(db, aBuild())
  await getNextBuildForWorker(db, worker)

  expect(await handleBuildTimeouts(db)).toEqual([])
})

test('lets a timed-out build run again, and time out again', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  for (const retried of [true, true]) {
    await getNextBuildForWorker(db, worker)
    await db.query(EXPIRE, [id])
    expect(await handleBuildTimeouts(db)).toHaveLength(1)
    expect(await retryFailedBuild(db, { buildId: id })).toBe(retried)
  }

  expect((await getNextBuildForWorker(db, worker))?.retryCount).toBe(2)
})

test('holds a build to its limit even where no deadline was written', async ({ db }) => {
  const row = await insert(db, 'build_queue', {
    customer_id: 'system',
    manifest_path: 'x',
    manifest_hash: '0123456789abcdef',
    manifest_json: '{}',
    status: 'building',
    started_at: new Date(Date.now() - 7_200_000),
  })

  expect(await handleBuildTimeouts(db)).toMatchObject([{ buildId: row.id, workerId: null }])
})

test('ends each build in one of several calls at once', async ({ pool }) => {
  const builds = await Promise.all(Array.from({ length: 20 }, () => enqueueBuild(pool, aBuild())))
  // All are taken first: a claim would set the deadline of one that has been expired anew.
  for (const _ of builds) await getNextBuildForWorker(pool, worker)
  for (const { id } of builds) await pool.query(EXPIRE, [id])

  const calls = await Promise.all(Array.from({ length: 4 }, () => handleBuildTimeouts(pool)))

  const ended = calls.flat().map(({ buildId }) => buildId)
  expect(ended.toSorted()).toEqual(builds.map(({ id }) => id).toSorted())
})
