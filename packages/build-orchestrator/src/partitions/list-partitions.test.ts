import { expect } from 'vitest'

import { aBuild, daysAgo } from '../../test/builders.js'
import { anEvent, partitioned } from '../../test/partitions.js'
import { test } from '../../test/test.js'
import { enqueueBuild, InvalidInputError, listPartitions } from '../index.js'

test('lists nothing of a log that is not partitioned', async ({ db }) => {
  expect(await listPartitions(db)).toEqual([])
  expect(await listPartitions(db, { table: 'build_events' })).toEqual([])
})

test('lists partitions by time, without a gap, the default one last', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await anEvent(db, id, daysAgo(400))
  await partitioned(db, 'build_events')
  await partitioned(db, 'build_metrics', 'day')

  const partitions = await listPartitions(db, { table: 'build_events' })

  expect(partitions[0]).toMatchObject({ name: 'build_events_p_first', startsAt: null, isDefault: false })
  expect(partitions.at(-1)).toMatchObject({ name: 'build_events_p_default', endsAt: null, isDefault: true })
  for (const [place, { startsAt }] of partitions.slice(1, -1).entries()) {
    expect(startsAt).toEqual(partitions[place]?.endsAt)
    expect(startsAt?.getUTCDate()).toBe(1)
  }
  expect(partitions[0]?.sizeBytes).toBeGreaterThan(0)
  expect(new Set((await listPartitions(db)).map(({ table }) => table))).toEqual(
    new Set(['build_events', 'build_metrics']),
  )
})

test('refuses a table that cannot be partitioned', async ({ db }) => {
  // @ts-expect-error no log
  await expect(listPartitions(db, { table: 'build_queue' })).rejects.toThrow(InvalidInputError)
})
