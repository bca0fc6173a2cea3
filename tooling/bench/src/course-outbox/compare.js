import { randomUUID } from 'node:crypto'

import { initializeFsmWithOutbox, lockJobs, withIdempotency } from '@schemata/course-outbox'

import { interleave, median } from '../measure/interleave.js'
import { OWNER, prepare } from './prepare.js'
import { aJob, BARE_KEY, byHand, inOneMessage } from './statements.js'

const PROCESSED = 1_000_000
const CONNECTIONS = 8

/**
 * Four questions: what the function costs beside its bare statements, how long a thousand
 * jobs take, how long a look for work takes among a million processed rows, and how many
 * new keys a second eight connections get through, beside the same by hand.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareCourseOutbox(serverUrl, { rounds }) {
  const bench = await prepare(serverUrl, 1000 + rounds * 12_000)
  try {
    return [
      ...(await measureFunction(bench, rounds)),
      await measureThousandJobs(bench, rounds),
      ...(await measureKeys(bench, rounds)),
      await measurePoll(bench),
    ]
  } finally {
    await bench.close()
  }
}

function start(bench, jobs) {
  const { organizationId } = OWNER
  const asked = { entityId: bench.nextCourse(), userId: bench.nextUser(), organizationId }
  return { ...asked, idempotencyKey: `bench-${randomUUID()}`, initiatedBy: 'API', initialState: 'stage_2_init', jobs }
}

const FUNCTION = `
  SELECT course_outbox.initialize_fsm_with_outbox($1, $2, $3, $4, 'API', 'stage_2_init', $5::text::jsonb) AS result
`

function argumentsFor(bench, jobs) {
  return [bench.nextCourse(), bench.nextUser(), OWNER.organizationId, `bench-${randomUUID()}`, JSON.stringify(jobs)]
}

function messageFor(bench, jobs) {
  return inOneMessage(bench.nextCourse(), bench.nextUser(), `bench-${randomUUID()}`, jobs)
}

/** One connection, 100 calls a round, so that a single flush that took long does not decide. */
async function measureFunction(bench, rounds) {
  const client = await bench.pool.connect()
  const results = []
  for (const count of [1, 20]) {
    const jobs = Array.from({ length: count }, (_, file) => aJob(file))
    const often = async (work) => {
      for (let call = 0; call < 100; call += 1) await work()
    }
    const times = await interleave(
      [
        { name: 'schemata', run: () => often(() => client.query(FUNCTION, argumentsFor(bench, jobs))) },
        {
          name: 'the same statements in one message',
          run: () => often(() => client.query(messageFor(bench, jobs))),
        },
      ],
      rounds,
    )
    const targets = { 'the same statements in one message': 1.3 }
    results.push({ title: `100 × initialize_fsm_with_outbox, ${count} job(s) each`, times, targets })
  }
  client.release()
  return results
}

async function measureThousandJobs(bench, rounds) {
  const jobs = Array.from({ length: 1000 }, (_, file) => aJob(file))
  const times = await interleave(
    [{ name: 'schemata', run: () => initializeFsmWithOutbox(bench.pool, start(bench, jobs)) }],
    rounds,
  )
  return withLimit('1,000 jobs in one call', times, 50)
}

/** Milliseconds for a thousand: 200 are 5,000 a second. */
async function measureKeys(bench, rounds) {
  const thousand = async (work) => {
    let left = 1000
    const connection = async () => {
      while (left > 0) {
        left -= 1
        await work()
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  }
  const request = () => ({ scope: 'bench', key: randomUUID(), fingerprint: 'bench' })
  const answered = await interleave(
    [
      {
        name: 'schemata',
        run: () => thousand(() => withIdempotency(bench.pool, request(), async () => ({ ok: true }))),
      },
      { name: 'by hand: BEGIN, INSERT, UPDATE, COMMIT', run: () => thousand(() => byHand(bench.pool, randomUUID())) },
      {
        name: 'one INSERT, the answer known before',
        run: () => thousand(() => bench.pool.query(BARE_KEY, [randomUUID()])),
      },
    ],
    rounds,
  )
  const started = await interleave(
    [
      { name: 'schemata', run: () => thousand(() => initializeFsmWithOutbox(bench.pool, start(bench, []))) },
      {
        name: 'the same statements in one message',
        run: () => thousand(() => bench.pool.query(messageFor(bench, []))),
      },
    ],
    rounds,
  )
  const title = `1,000 new keys over ${CONNECTIONS} connections`
  return [
    withLimit(`${title}: withIdempotency, an answer without effects`, answered, 200),
    withLimit(`${title}: initialize_fsm_with_outbox, no jobs`, started, 200),
  ]
}

async function measurePoll(bench) {
  const client = await bench.pool.connect()
  await client.query('SET session_replication_role = replica')
  await client.query(
    `INSERT INTO course_outbox.job_outbox (entity_id, queue_name, processed_at, created_at)
     SELECT $1, 'document_processing', now(), now() - interval '1 day' FROM generate_series(1, $2::int)`,
    [bench.nextCourse(), PROCESSED],
  )
  await client.query('RESET session_replication_role')
  await client.query('UPDATE course_outbox.job_outbox SET processed_at = now() WHERE processed_at IS NULL')
  await client.query('VACUUM (ANALYZE) course_outbox.job_outbox')
  await initializeFsmWithOutbox(
    client,
    start(
      bench,
      Array.from({ length: 100 }, (_, file) => aJob(file)),
    ),
  )
  const taken = []
  for (let poll = 0; poll < 200; poll += 1) {
    await client.query('BEGIN')
    const started = performance.now()
    await lockJobs(client, { limit: 100 })
    taken.push(performance.now() - started)
    await client.query('ROLLBACK')
  }
  client.release()
  return withLimit('A poll that finds 100 jobs, 1,000,000 processed rows', new Map([['schemata', median(taken)]]), 2)
}

/** The limit stands beside the figure as if it were a contender. */
function withLimit(title, times, limit) {
  return { title, times: new Map([...times, ['the limit', limit]]), targets: { 'the limit': 1 } }
}
