import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aBuild, daysAgo } from '../../test/builders.js'
import { anEvent, partitioned } from '../../test/partitions.js'
import { test } from '../../test/test.js'
import { createPartitions, dropOldPartitions, enqueueBuild, InvalidInputError, listPartitions } from '../index.js'

/** A log whose first partition ended long ago: its bound is moved back, as time would do. */
async function anAgedLog(db: Queryable): Promise<string> {
  const { id } = await enqueueBuild(db, aBuild())
  await anEvent(db, id, daysAgo(400))
  const [first, ...rest] = await partitioned(db, 'build_events')
  if (!first) throw new Error('There is no first partition.')
  for (const { name, isDefault } of rest) {
    if (!isDefault) await db.query(`DROP TABLE build_orchestrator.${name}`)
  }
  await db.query('ALTER TABLE build_orchestrator.build_events DETACH PARTITION build_orchestrator.build_events_p_first')
  await db.query(
    `ALTER TABLE build_orchestrator.build_events ATTACH PARTITION build_orchestrator.build_events_p_first
     FOR VALUES FROM (MINVALUE) TO ('2020-01-01')`.replace('2020-01-01', monthsAgo(12)),
  )
  await createPartitions(db, { table: 'build_events', ahead: 1 })
  return id
}

function monthsAgo(months: number): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString()
}

test('takes what is over, oldest first, and no row that is younger', async ({ db }) => {
  const id = await anAgedLog(db)
  const young = await anEvent(db, id, daysAgo(20))

  const dropped = await dropOldPartitions(db, { table: 'build_events', olderThanDays: 100 })

  expect(dropped[0]).toMatchObject({ name: 'build_events_p_first', startsAt: null })
  expect(dropped.every(({ endsAt }) => endsAt <= daysAgo(100))).toBe(true)
  const left = (await listPartitions(db, { table: 'build_events' })).map(({ name }) => name)
  expect(left).toContain(young)
  expect(left).toContain('build_events_p_default')
  const { rows } = await db.query('SELECT count(*)::integer AS events FROM build_orchestrator.build_events')
  expect(rows).toEqual([{ events: 1 }])
})

test('leaves them as tables of their own, if so wanted, which only the owner may read', async ({ db }) => {
  await anAgedLog(db)

  const [first] = await dropOldPartitions(db, { table: 'build_events', olderThanDays: 100, keep: true })

  const { rows } = await db.query(`SELECT event_type FROM build_orchestrator.${first?.name}`)
  expect(rows).toEqual([{ event_type: 'step' }])
  await db.query('SET LOCAL ROLE build_maintenance')
  await expect(db.query(`SELECT event_type FROM build_orchestrator.${first?.name}`)).rejects.toMatchObject({
    code: '42501',
  })
})

test('never takes the newest one, nor the default one, whatever the number of days', async ({ db }) => {
  await partitioned(db, 'build_events')
  const before = await listPartitions(db)

  expect(await dropOldPartitions(db, { table: 'build_events', olderThanDays: 0 })).toEqual([])
  expect(await listPartitions(db)).toEqual(before)
})

test('takes nothing of a log that is not partitioned', async ({ db }) => {
  expect(await dropOldPartitions(db, { table: 'build_metrics', olderThanDays: 0 })).toEqual([])
})

test('is done by maintenance, not by workers or the application', async ({ db }) => {
  await anAgedLog(db)
  await db.query('SET LOCAL ROLE build_maintenance')
  expect(await dropOldPartitions(db, { table: 'build_events', olderThanDays: 100 })).not.toEqual([])

  await db.query('SET LOCAL ROLE build_worker')
  await expect(dropOldPartitions(db, { table: 'build_events', olderThanDays: 100 })).rejects.toMatchObject({
    code: '42501',
  })
})

test('refuses days that are none, in the accessor and in the database', async ({ db }) => {
  const drop = (days: number) => dropOldPartitions(db, { table: 'build_events', olderThanDays: days })
  await expect(drop(-1)).rejects.toThrow(InvalidInputError)
  await expect(db.query(`SELECT build_orchestrator.drop_old_partitions('build_events', NULL)`)).rejects.toMatchObject({
    code: 'LB001',
  })
})
