import { expect } from 'vitest'

import { aBuild } from '../../test/builders.js'
import { anEvent, partitioned } from '../../test/partitions.js'
import { test } from '../../test/test.js'
import { cancelPartitioning, enqueueBuild, InvalidInputError } from '../index.js'

const YEAR = 366 * 86_400_000

test('takes back what was prepared: rows of any time are accepted again', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await db.query(`SELECT build_orchestrator.prepare_partitioning('build_events')`)
  await db.query('SAVEPOINT refused')
  await expect(anEvent(db, id, new Date(Date.now() + YEAR))).rejects.toMatchObject({
    constraint: 'ck_build_events_partition',
  })
  await db.query('ROLLBACK TO refused')

  expect(await cancelPartitioning(db, { table: 'build_events' })).toBe(true)
  expect(await anEvent(db, id, new Date(Date.now() + YEAR))).toBe('build_events')
  expect(await cancelPartitioning(db, { table: 'build_events' })).toBe(false)
})

test('leaves a log in partitions that has them', async ({ db }) => {
  const before = await partitioned(db, 'build_events')

  expect(await cancelPartitioning(db, { table: 'build_events' })).toBe(false)
  expect(await db.query('SELECT FROM build_orchestrator.list_partitions()')).toMatchObject({ rowCount: before.length })
})

test('refuses a table that is no log', async ({ db }) => {
  // @ts-expect-error no log
  await expect(cancelPartitioning(db, { table: 'customers' })).rejects.toThrow(InvalidInputError)
})
