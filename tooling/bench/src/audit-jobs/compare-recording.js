import { recordAccepted, recordEvents, recordStageEnd, recordStarted, recordSucceeded } from '@schemata/audit-jobs'

import { interleave } from '../measure/interleave.js'
import { appliedDatabase } from './applied-database.js'
import { lifeCycles, rowsOf } from './life-cycles.js'

const BATCH = 500
const JOBS = 1000
/** One at a time is measured on a part of the jobs, and its time multiplied. */
const PART = 10

/**
 * Recording jobs in batches, beside one event at a time and beside inserts of finished
 * rows by hand, 500 events or rows to a statement.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareRecording(serverUrl, { rounds }) {
  const { pool, drop } = await appliedDatabase(serverUrl)
  const clean = () => pool.query('TRUNCATE audit_jobs.jobs, audit_jobs.job_stages')
  try {
    const times = await interleave(
      [
        { name: 'schemata', prepare: () => lifeCycles(JOBS), run: (events) => inBatches(pool, events), clean },
        {
          name: 'bare multi-row inserts',
          prepare: () => rowsOf(lifeCycles(JOBS)),
          run: (rows) => byHand(pool, rows),
          clean,
        },
        {
          name: 'one event at a time',
          prepare: () => lifeCycles(JOBS / PART),
          run: (events) => singly(pool, events),
          clean,
        },
        {
          name: 'schemata, events of a job far apart',
          prepare: scattered,
          run: (events) => inBatches(pool, events),
          clean,
        },
      ],
      rounds,
    )
    times.set('one event at a time', times.get('one event at a time') * PART)
    return {
      title: `Record ${JOBS} jobs of 8 events, ${BATCH} to a batch`,
      times,
      targets: { 'bare multi-row inserts': 1.5, 'one event at a time': 0.1 },
    }
  } finally {
    await drop()
  }
}

/** All acceptances, then all starts, and so on: no two events of a job share a batch. */
function scattered() {
  return lifeCycles(JOBS)
    .map((event, index) => ({ event, place: index % 8 }))
    .sort((one, other) => one.place - other.place)
    .map(({ event }) => event)
}

/** recordEvents makes statements of 500 events by itself. */
async function inBatches(pool, events) {
  const { rejected } = await recordEvents(pool, { events })
  if (rejected.length > 0) throw rejected[0].error
}

async function singly(pool, events) {
  for (const event of events) {
    if (event.type === 'job.accepted') await recordAccepted(pool, event)
    else if (event.type === 'job.started') await recordStarted(pool, event)
    else if (event.type === 'job.succeeded') await recordSucceeded(pool, event)
    else await recordStageEnd(pool, { ...event, status: 'succeed' })
  }
}

async function byHand(pool, { jobs, stages }) {
  for (let from = 0; from < jobs.length; from += BATCH)
    await insert(pool, JOB_COLUMNS, 'jobs', jobs.slice(from, from + BATCH))
  for (let from = 0; from < stages.length; from += BATCH) {
    await insert(pool, STAGE_COLUMNS, 'job_stages', stages.slice(from, from + BATCH))
  }
}

const JOB_COLUMNS = [
  'job_id',
  'bot_id',
  'state',
  'accepted_at',
  'started_at',
  'finished_at',
  'meta',
  'created_by',
  'result',
]
const STAGE_COLUMNS = ['job_id', 'stage_name', 'started_at', 'ended_at', 'status', 'meta']

/** INSERT … VALUES with a parameter for every field, as it is usually written. */
async function insert(pool, columns, table, rows) {
  const tuples = rows.map(
    (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
  )
  await pool.query(
    `INSERT INTO audit_jobs.${table} (${columns.join(', ')}) VALUES ${tuples.join(', ')}`,
    rows.flatMap((row) => columns.map((column) => row[column])),
  )
}
