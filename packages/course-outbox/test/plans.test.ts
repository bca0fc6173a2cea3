import type { PoolClient } from 'pg'
import { expect } from 'vitest'

import {
  claimJobs,
  completeJobs,
  countEvents,
  extendJobLeases,
  failJobs,
  getOutboxStatistics,
  initializeFsmWithOutbox,
  listDeadJobs,
  lockJobs,
  releaseJobs,
  sweepJobs,
  transitionGeneration,
} from '../src/index.js'
import { aCourse, aStart } from './builders.js'
import { test } from './test.js'

const PROCESSED = 20_000

/** One pass over everything that a relay and an application do again and again. */
async function everything(db: PoolClient) {
  const course = await aCourse(db)
  const jobs = Array.from({ length: 4 }, () => ({ queue: 'q', data: {} }))
  await initializeFsmWithOutbox(db, aStart(course, { jobs }))
  await transitionGeneration(db, { entityId: course.entityId, toState: 'stage_2_processing', expectedVersion: 1 })
  await completeJobs(db, { jobs: await lockJobs(db, { limit: 1 }) })
  const held = await claimJobs(db, { workerId: 'w', leaseMs: 60_000, limit: 2 })
  await extendJobLeases(db, { jobs: held, leaseMs: 60_000 })
  await releaseJobs(db, { jobs: held.slice(0, 1) })
  await failJobs(db, { jobs: held.slice(1).map((job) => ({ ...job, error: 'x', retryInMs: null })) })
  await sweepJobs(db)
}

/** Whole-table reads since the session's transaction began, by table. */
async function wholeTableReads(db: PoolClient) {
  const { rows } = await db.query(
    `SELECT relname AS table, seq_scan::int AS reads FROM pg_stat_xact_user_tables
     WHERE relname IN ('job_outbox', 'idempotency_keys', 'fsm_events', 'courses') ORDER BY relname`,
  )
  return rows
}

test('plans made while the tables were empty stay good when they are full', async ({ pool }) => {
  const client = await pool.connect()
  try {
    // PostgreSQL checks foreign keys by plans of its own, which need courses to be there.
    const { userId, organizationId } = await aCourse(client)
    await client.query(
      `INSERT INTO course_catalog.courses (title, slug, user_id, organization_id)
       SELECT 'Course', 'course-' || n, $1, $2 FROM generate_series(1, 2000) AS n`,
      [userId, organizationId],
    )
    await client.query('VACUUM (ANALYZE)')
    // A session keeps the plan of a statement from its sixth run on.
    for (let run = 0; run < 7; run += 1) {
      await client.query('BEGIN')
      await everything(client)
      await client.query('ROLLBACK')
    }
    await client.query('VACUUM')
    await client.query('BEGIN')
    const { entityId } = await aCourse(client)
    await client.query(
      `INSERT INTO course_outbox.job_outbox (entity_id, queue_name, processed_at)
       SELECT $1, 'q', now() FROM generate_series(1, $2::int)`,
      [entityId, PROCESSED],
    )
    await client.query(
      `INSERT INTO course_outbox.idempotency_keys (key) SELECT 'some-key-' || n FROM generate_series(1, $1::int) AS n`,
      [PROCESSED],
    )
    const before = await wholeTableReads(client)

    await everything(client)

    expect(await wholeTableReads(client)).toEqual(before)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
})

test('what is asked often reads no table as a whole once statistics are known', async ({ pool }) => {
  const client = await pool.connect()
  try {
    const { entityId } = await aCourse(client)
    await client.query(
      `INSERT INTO course_outbox.job_outbox (entity_id, queue_name, created_at, processed_at)
       SELECT $1, 'q', now() - interval '2 days', now() - interval '1 day' FROM generate_series(1, $2::int)`,
      [entityId, PROCESSED],
    )
    await client.query(
      `INSERT INTO course_outbox.fsm_events (entity_id, event_type, created_by, created_at)
       SELECT $1, 'JOB_CREATED', 'API', now() - make_interval(hours => $2::int - n) FROM generate_series(1, $2::int) AS n`,
      [entityId, PROCESSED],
    )
    await client.query('VACUUM (ANALYZE) course_outbox.job_outbox, course_outbox.fsm_events')
    await client.query('BEGIN')
    const before = await wholeTableReads(client)

    await getOutboxStatistics(client)
    await countEvents(client)
    await listDeadJobs(client)

    expect(await wholeTableReads(client)).toEqual(before)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
})

test('a claim reads the index of ready jobs, past any number that are dead or delayed', async ({ pool }) => {
  const client = await pool.connect()
  try {
    const { entityId } = await aCourse(client)
    await client.query(
      `INSERT INTO course_outbox.job_outbox (entity_id, queue_name, failed_at, dead_reason, next_attempt_at)
       SELECT $1, 'q', CASE WHEN n % 2 = 0 THEN now() END, CASE WHEN n % 2 = 0 THEN 'x' END,
         CASE WHEN n % 2 = 1 THEN now() + interval '1 day' END
       FROM generate_series(1, 10000) AS n`,
      [entityId],
    )
    await client.query(
      `INSERT INTO course_outbox.job_outbox (entity_id, queue_name) SELECT $1, 'q' FROM generate_series(1, 5000)`,
      [entityId],
    )
    await client.query('VACUUM (ANALYZE) course_outbox.job_outbox')
    const before = await rowsRead(client)

    await client.query('BEGIN')
    expect(await lockJobs(client, { limit: 100 })).toHaveLength(100)
    await client.query('ROLLBACK')

    const after = await rowsRead(client)
    expect(after.idx_job_outbox_unprocessed).toBe(before.idx_job_outbox_unprocessed)
    expect(Number(after.idx_job_outbox_ready) - Number(before.idx_job_outbox_ready)).toBeLessThan(200)
  } finally {
    client.release()
  }
})

/** Entries that were read of each index of the outbox, by anybody. */
async function rowsRead(client: PoolClient): Promise<Record<string, number>> {
  await client.query('SELECT pg_stat_force_next_flush()')
  const { rows } = await client.query(
    `SELECT indexrelname AS name, idx_tup_read::int AS read FROM pg_stat_user_indexes WHERE relname = 'job_outbox'`,
  )
  return Object.fromEntries(rows.map(({ name, read }) => [name, read]))
}
