import { listJobHeaders, listJobs } from '@schemata/audit-jobs'

import { interleave } from '../measure/interleave.js'
import { appliedDatabase } from './applied-database.js'

const JOBS = 100_000
const STAGES_PER_JOB = 5

/**
 * Reading lists out of 100,000 jobs with 500,000 stages, 100 jobs to a page; the target
 * is 20 ms for one bot's jobs in one state, newest first, on their index.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareLists(serverUrl, { rounds }) {
  const { pool, drop } = await appliedDatabase(serverUrl)
  try {
    await fill(pool)
    const own = { botId: 'bot-7', state: 'failed' }
    const statement = await sent(listJobs, own)
    await assertIndex(pool, statement)
    const after = (await listJobs(pool, own)).at(-1)?.cursor
    const read = (name, run) => ({ name, run })
    const times = await interleave(
      [
        read('schemata', () => listJobs(pool, own)),
        read('the same statement by raw pg', () => pool.query(statement)),
        read('next page by cursor', () => listJobs(pool, { ...own, after })),
        read('newest of all bots', () => listJobs(pool)),
        read('newest, headers only', () => listJobHeaders(pool)),
        read('one day in Berlin', () => listJobs(pool, { day: '2026-03-20', zone: 'Europe/Berlin' })),
        read('bot contains', () => listJobs(pool, { botIdContains: 'OT-7' })),
      ],
      rounds * 4,
    )
    return { title: `List 100 of ${JOBS} jobs (target 20 ms)`, times, targets: {} }
  } finally {
    await drop()
  }
}

async function fill(pool) {
  await pool.query(
    `INSERT INTO audit_jobs.jobs (job_id, bot_id, state, accepted_at, started_at, finished_at, meta, result)
     SELECT gen_random_uuid(), 'bot-' || n % 20, (ARRAY['succeeded', 'failed', 'canceled'])[1 + n / 20 % 3],
       '2026-03-01Z'::timestamptz + make_interval(secs => n * 25), '2026-03-01Z'::timestamptz + make_interval(secs => n * 25 + 1),
       '2026-03-01Z'::timestamptz + make_interval(secs => n * 25 + 60), '{"invoice": 4711}', '{"pages": 3}'
     FROM generate_series(1, $1::integer) AS n`,
    [JOBS],
  )
  await pool.query(
    `INSERT INTO audit_jobs.job_stages (job_id, stage_name, started_at, ended_at, status)
     SELECT job_id, 'stage-' || n, started_at + make_interval(secs => n), started_at + make_interval(secs => n + 1), 'succeed'
     FROM audit_jobs.jobs CROSS JOIN generate_series(1, $1::integer) AS n`,
    [STAGES_PER_JOB],
  )
  await pool.query('VACUUM ANALYZE audit_jobs.jobs, audit_jobs.job_stages')
}

/** The statement that an accessor sends, and its values. */
async function sent(accessor, parameters) {
  let statement
  const listener = {
    async query(text, values) {
      statement = { text, values }
      return { rows: [] }
    },
  }
  await accessor(listener, parameters)
  return statement
}

/** One bot's jobs in one state must be answered by the index that is made for them. */
async function assertIndex(pool, { text, values }) {
  const { rows } = await pool.query(`EXPLAIN ${text}`, values)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  if (!plan.includes('idx_jobs_bot_id_state_accepted_at')) throw new Error(`The list does not use its index:\n${plan}`)
}
