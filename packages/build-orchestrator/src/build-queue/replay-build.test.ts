import { expect } from 'vitest'

import { aBuild, claimOne, worker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  claimBuilds,
  completeBuild,
  enqueueBuild,
  failBuild,
  getBuild,
  listBuildResults,
  listDeadBuilds,
  replayBuild,
  retryFailedBuild,
} from '../index.js'

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
