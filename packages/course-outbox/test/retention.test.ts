import { expect } from 'vitest'

import {
  cleanupExpiredIdempotencyKeys,
  cleanupOldOutboxEntries,
  completeJobs,
  countEvents,
  courseOutbox,
  enqueueJobs,
  failJobs,
  getIdempotencyStatistics,
  getOutboxStatistics,
  initializeFsmWithOutbox,
  lockJobs,
  recordEvent,
} from '../src/index.js'
import { aCourse, age, aJob, aStart } from './builders.js'
import { test } from './test.js'

test('deletes jobs processed more than 30 days ago, and no other', async ({ db }) => {
  const { entityId } = await aCourse(db)
  await enqueueJobs(db, { jobs: Array.from({ length: 3 }, (_, n) => aJob(entityId, { data: { n } })) })
  await completeJobs(db, { jobs: await lockJobs(db, { limit: 2 }) })
  await db.query(`UPDATE course_outbox.job_outbox SET created_at = created_at - interval '90 days'`)
  await db.query(
    `UPDATE course_outbox.job_outbox SET processed_at = now() - interval '31 days' WHERE job_data ->> 'n' = '0'`,
  )

  await cleanupOldOutboxEntries(db)

  const { rows } = await db.query(`SELECT job_data ->> 'n' AS n FROM course_outbox.job_outbox ORDER BY seq`)
  expect(rows).toEqual([{ n: '1' }, { n: '2' }])
})

test('deletes expired keys in steps, past those that somebody holds', async ({ pool }) => {
  await pool.query(
    `INSERT INTO course_outbox.idempotency_keys (key, expires_at)
     SELECT 'expired-' || n, now() - interval '1 minute' FROM generate_series(1, 12000) AS n`,
  )
  await pool.query(`INSERT INTO course_outbox.idempotency_keys (key) VALUES ('still-good')`)
  const holder = await pool.connect()
  try {
    await holder.query('BEGIN')
    await holder.query(`SELECT FROM course_outbox.idempotency_keys WHERE key = 'expired-7' FOR UPDATE`)
    await cleanupExpiredIdempotencyKeys(pool)
    await holder.query('ROLLBACK')
  } finally {
    holder.release()
  }

  const { rows } = await pool.query('SELECT key FROM course_outbox.idempotency_keys ORDER BY key')
  expect(rows).toEqual([{ key: 'expired-7' }, { key: 'still-good' }])
  expect(await getIdempotencyStatistics(pool)).toEqual({ stored: 2, expired: 1, inProgress: 0 })
  await pool.query('DELETE FROM course_outbox.idempotency_keys')
})

test('the jobs of the manifest run as they stand', async ({ db }) => {
  expect(courseOutbox.jobs.map(({ name }) => name)).toEqual([
    'cleanup_expired_idempotency_keys',
    'cleanup_old_outbox_entries',
  ])
  for (const { sql } of courseOutbox.jobs) await db.query(sql)
})

test('tells how the outbox is doing', async ({ db }) => {
  const { entityId } = await aCourse(db)
  expect(await getOutboxStatistics(db)).toEqual({
    pending: 0,
    ready: 0,
    delayed: 0,
    leased: 0,
    dead: 0,
    oldestReadySeconds: null,
    processedLastHour: 0,
    averageSecondsLastHour: null,
    lastProcessedAt: null,
  })
  const jobs = Array.from({ length: 5 }, () => aJob(entityId))
  await enqueueJobs(db, { jobs: [...jobs, aJob(entityId, { delayMs: 60_000 })] })
  const [done, dead, late] = await lockJobs(db, { limit: 3 })
  if (!done || !dead || !late) throw new Error('three jobs were queued')
  await age(db, 'created_at', '10 seconds')
  await completeJobs(db, { jobs: [done] })
  await failJobs(db, {
    jobs: [
      { ...dead, error: 'x', retryInMs: null },
      { ...late, error: 'x', retryInMs: 60_000 },
    ],
  })

  const statistics = await getOutboxStatistics(db)

  expect(statistics).toMatchObject({ pending: 4, ready: 2, delayed: 2, leased: 0, dead: 1, processedLastHour: 1 })
  expect(statistics.averageSecondsLastHour).toBeGreaterThanOrEqual(10)
  expect(statistics.oldestReadySeconds).toBeGreaterThanOrEqual(10)
  expect(statistics.lastProcessedAt).toBeInstanceOf(Date)
})

test('counts the events of the last hour by type and by source', async ({ db }) => {
  const { entityId } = await aCourse(db)
  await recordEvent(db, { entityId, eventType: 'JOB_CREATED', createdBy: 'QUEUE' })
  await recordEvent(db, { entityId, eventType: 'JOB_FAILED', createdBy: 'WORKER' })
  await db.query(
    `INSERT INTO course_outbox.fsm_events (entity_id, event_type, created_by, created_at)
     VALUES ($1, 'JOB_FAILED', 'API', now() - interval '2 hours')`,
    [entityId],
  )

  expect(await countEvents(db)).toEqual({
    total: 2,
    byType: { JOB_CREATED: 1, JOB_FAILED: 1 },
    bySource: { API: 0, QUEUE: 1, WORKER: 1 },
  })
  expect(await countEvents(db, { withinMs: 10_800_000 })).toMatchObject({ total: 3, byType: { JOB_FAILED: 2 } })
})

test('the deletion of a course leaves nothing of it', async ({ db }) => {
  const course = await aCourse(db)
  await initializeFsmWithOutbox(db, aStart(course))

  await db.query('DELETE FROM course_catalog.courses WHERE id = $1', [course.entityId])

  for (const table of ['job_outbox', 'idempotency_keys', 'fsm_events']) {
    expect((await db.query(`SELECT FROM course_outbox.${table}`)).rowCount).toBe(0)
  }
})
