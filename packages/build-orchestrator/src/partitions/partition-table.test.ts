import type { Queryable } from '@schemata/contract'
import { expect, vi } from 'vitest'

import { aBareCustomer, aBuild, aCacheEntry, daysAgo } from '../../test/builders.js'
import { anEvent } from '../../test/partitions.js'
import { freshTest, test } from '../../test/test.js'
import {
  enqueueBuild,
  InTransactionError,
  InvalidInputError,
  listBuildEvents,
  listBuildMetrics,
  PartitioningUnderWayError,
  partitionTable,
  purgeOldRows,
  recordBuildEvents,
  recordBuildMetrics,
  recordCacheAccess,
  TableInUseError,
  TableNotPartitionableError,
} from '../index.js'

freshTest('keeps the rows, and lets the accessors write and read as before', async ({ pool }) => {
  const { id } = await enqueueBuild(pool, aBuild())
  await anEvent(pool, id, daysAgo(40))
  await recordBuildMetrics(pool, { buildId: id, metrics: [{ name: 'm', value: 1 }] })

  const events = await partitionTable(pool, { table: 'build_events' })
  const metrics = await partitionTable(pool, { table: 'build_metrics' })

  expect(events.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['build_events_p_first', 'build_events_p_default']),
  )
  expect(metrics.length).toBeGreaterThan(2)
  await recordBuildEvents(pool, { buildId: id, events: [{ eventType: 'later' }] })
  expect((await listBuildEvents(pool, { buildId: id })).map(({ eventType }) => eventType)).toEqual(['step', 'later'])
  expect(await listBuildMetrics(pool, { buildId: id })).toMatchObject([{ name: 'm' }])
  expect(await purgeOldRows(pool, { table: 'build_events', olderThanDays: 30 })).toBe(1)
  await pool.query('DELETE FROM build_orchestrator.build_queue WHERE id = $1', [id])
  expect((await pool.query('SELECT FROM build_orchestrator.build_events')).rowCount).toBe(0)
})

freshTest('keeps the statistics that a trigger writes', async ({ pool }) => {
  const customerId = await aBareCustomer(pool)
  const cacheEntryId = await aCacheEntry(pool)
  await recordCacheAccess(pool, { cacheEntryId, customerId, accessType: 'cache_hit' })

  await partitionTable(pool, { table: 'build_access_log' })
  await recordCacheAccess(pool, { cacheEntryId, customerId, accessType: 'cache_hit' })

  const { rows } = await pool.query('SELECT cache_hit_count FROM build_orchestrator.build_cache_registry')
  expect(rows).toEqual([{ cache_hit_count: 2 }])
})

freshTest('done again, makes partitions to come only', async ({ pool }) => {
  const first = await partitionTable(pool, { table: 'build_events', ahead: 1 })
  const second = await partitionTable(pool, { table: 'build_events', ahead: 1 })
  const third = await partitionTable(pool, { table: 'build_events', ahead: 4 })

  expect(second).toEqual(first)
  expect(third.length).toBeGreaterThan(first.length)
})

freshTest('goes on where an earlier call stopped, and makes a broken index anew', async ({ pool }) => {
  const { id } = await enqueueBuild(pool, aBuild())
  await pool.query(`SELECT build_orchestrator.prepare_partitioning('build_events')`)
  await anEvent(pool, id, daysAgo(1))
  await pool.query(`UPDATE build_orchestrator.build_events SET id = 7`)
  await pool.query(
    `INSERT INTO build_orchestrator.build_events (id, build_queue_id, event_type) VALUES (8, $1, 'other')`,
    [id],
  )
  await pool
    .query(
      'CREATE UNIQUE INDEX CONCURRENTLY uq_build_events_partition ON build_orchestrator.build_events (build_queue_id)',
    )
    .catch(() => undefined)

  expect(await partitionTable(pool, { table: 'build_events' })).not.toEqual([])
  expect((await listBuildEvents(pool, { buildId: id })).map((event) => event.id)).toEqual(['7', '8'])
})

freshTest(
  'loses nothing that is written while it is done',
  async ({ pool }) => {
    const { id } = await enqueueBuild(pool, aBuild())
    let written = 0
    let done = false
    const writing = Promise.all(
      [1, 2, 3].map(async () => {
        while (!done) {
          await recordBuildEvents(pool, { buildId: id, events: [{ eventType: 'step' }] })
          await pool.query('UPDATE build_orchestrator.build_queue SET build_args = $2 WHERE id = $1', [id, '{}'])
          written++
        }
      }),
    )

    await partitionTable(pool, { table: 'build_events', attempts: 200 })
    const before = written
    await vi.waitUntil(() => written > before + 5)
    done = true
    await writing

    const { rows } = await pool.query('SELECT count(*)::integer AS events FROM build_orchestrator.build_events')
    expect(rows).toEqual([{ events: written }])
  },
  60_000,
)

freshTest('says so when others held the table in every attempt, and succeeds once they have gone', async ({ pool }) => {
  const { id } = await enqueueBuild(pool, aBuild())
  const client = await pool.connect()
  await client.query('BEGIN')
  await anEvent(client, id, daysAgo(1))

  await expect(partitionTable(pool, { table: 'build_events', attempts: 2 })).rejects.toThrow(TableInUseError)

  await client.query('COMMIT')
  client.release()
  expect(await partitionTable(pool, { table: 'build_events' })).not.toEqual([])
})

/** What somebody may have put on a log. */
const inTheWay: Readonly<Record<string, string>> = {
  'a view': 'CREATE VIEW public.latest AS SELECT id FROM build_orchestrator.build_events',
  'a reference': 'CREATE TABLE public.note (event_id bigint REFERENCES build_orchestrator.build_events (id))',
  'a unique index': 'CREATE UNIQUE INDEX mine ON build_orchestrator.build_events (id, source)',
  'a publication': 'CREATE PUBLICATION mine FOR TABLE build_orchestrator.build_events',
}

test.for(Object.entries(inTheWay))('refuses a log with %s on it, and leaves it as it was', async ([, sql], { db }) => {
  await db.query(`${sql}; SAVEPOINT here`)

  await expect(partitionTable(db, { table: 'build_events' })).rejects.toThrow(TableNotPartitionableError)
  await db.query('ROLLBACK TO SAVEPOINT here')
  expect(await constraints(db)).toEqual(['ck_build_events_severity', 'fk_build_events_queue', 'pk_build_events'])
})

async function constraints(db: Queryable): Promise<string[]> {
  const { rows } = await db.query(
    `SELECT conname FROM pg_constraint
     WHERE conrelid = 'build_orchestrator.build_events'::regclass AND contype <> 'n' ORDER BY conname`,
  )
  return rows.map(({ conname }: { conname: string }) => conname)
}

test('refuses rows of the future', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await anEvent(db, id, new Date(Date.now() + 400 * 86_400_000))

  await expect(partitionTable(db, { table: 'build_events' })).rejects.toThrow(TableNotPartitionableError)
})

test('refuses another span half way', async ({ db }) => {
  await db.query(
    `ALTER TABLE build_orchestrator.build_metrics
     ADD CONSTRAINT ck_build_metrics_partition CHECK (metric_timestamp < '2099-01-02 00:00:00+00') NOT VALID`,
  )

  const monthly = partitionTable(db, { table: 'build_metrics', span: 'month' })
  await expect(monthly).rejects.toThrow(PartitioningUnderWayError)
})

test('refuses a transaction, in which no index is built beside others', async ({ db }) => {
  await expect(partitionTable(db, { table: 'build_metrics' })).rejects.toThrow(InTransactionError)
})

test('refuses tables to whose rows others refer', async ({ db }) => {
  await expect(
    db.query(`SELECT build_orchestrator.prepare_partitioning('conversation_messages')`),
  ).rejects.toMatchObject({ code: 'LB020', hint: expect.stringContaining('build_events') })
})

test('refuses what it does not know', async ({ db }) => {
  // @ts-expect-error no log
  await expect(partitionTable(db, { table: 'customers' })).rejects.toThrow(InvalidInputError)
  // @ts-expect-error no such span
  await expect(partitionTable(db, { table: 'build_events', span: 'year' })).rejects.toThrow(InvalidInputError)
})
