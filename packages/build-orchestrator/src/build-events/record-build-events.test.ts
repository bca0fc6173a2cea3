import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { aBuild } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { enqueueBuild, listBuildEvents, listBuildMetrics, recordBuildEvents, recordBuildMetrics } from '../index.js'

test('events are followed by their ids, metrics come in batches', async ({ db }) => {
  const { id: buildId } = await enqueueBuild(db, aBuild())
  const last = await recordBuildEvents(db, {
    buildId,
    events: [
      { eventType: 'step', message: 'one', data: { n: 1 } },
      { eventType: 'step', message: 'two', severity: 'error' },
    ],
  })
  await recordBuildEvents(db, { buildId, events: [{ eventType: 'step', message: 'three' }] })

  expect((await listBuildEvents(db, { buildId })).map(({ message }) => message)).toEqual(['one', 'two', 'three'])
  expect(await listBuildEvents(db, { buildId, afterId: last })).toMatchObject([{ message: 'three', severity: 'info' }])

  const metrics = Array.from({ length: 500 }, (_, n) => ({
    name: n % 2 ? 'memory' : 'cpu',
    value: n / 4,
    tags: { n: `${n}` },
  }))
  expect(await recordBuildMetrics(db, { buildId, metrics })).toBe(500)
  const memory = await listBuildMetrics(db, { buildId, name: 'memory' })
  expect(memory).toHaveLength(250)
  expect(memory.map(({ value }) => value)).toContain('124.7500')

  await db.query('SAVEPOINT before')
  await expect(recordBuildEvents(db, { buildId: randomUUID(), events: [{ eventType: 'x' }] })).rejects.toMatchObject({
    code: 'BUILD_UNKNOWN_BUILD',
  })
  await db.query('ROLLBACK TO SAVEPOINT before')
  await expect(
    recordBuildMetrics(db, { buildId: randomUUID(), metrics: [{ name: 'x', value: 1 }] }),
  ).rejects.toMatchObject({
    code: 'BUILD_UNKNOWN_BUILD',
  })
})
