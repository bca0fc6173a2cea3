import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'
import { describe, expect } from 'vitest'

import { aCourse, aStart, aUser, type CourseFacts } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  findFsmState,
  GenerationInProgressError,
  IdempotencyKeyReusedError,
  InvalidInputError,
  initializeFsmWithOutbox,
  jobOptions,
  listEvents,
  listJobs,
  transitionGeneration,
  UnknownCourseError,
  UnknownStateError,
  UnknownUserError,
} from '../index.js'

const INITIALIZE = `
  SELECT course_outbox.initialize_fsm_with_outbox($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8::text::jsonb) AS result
`

/** Calls the function past the accessor and its checks. */
async function initialize(db: Queryable, course: CourseFacts, given: Record<string, unknown> = {}) {
  const all = {
    key: `test-${randomUUID()}`,
    by: 'TEST',
    state: 'stage_2_init',
    jobs: '[]',
    metadata: '{}',
    ...course,
    ...given,
  }
  const values = [all.entityId, all.userId, all.organizationId, all.key, all.by, all.state, all.jobs, all.metadata]
  const { rows } = await db.query(INITIALIZE, values)
  return rows[0].result
}

async function counts(db: Queryable, entityId: string) {
  const { rows } = await db.query(
    `SELECT (SELECT generation_status FROM course_catalog.courses WHERE id = $1) AS status,
       (SELECT count(*)::int FROM course_outbox.job_outbox WHERE entity_id = $1) AS jobs,
       (SELECT count(*)::int FROM course_outbox.fsm_events WHERE entity_id = $1) AS events,
       (SELECT count(*)::int FROM course_outbox.idempotency_keys WHERE entity_id = $1) AS keys`,
    [entityId],
  )
  return rows[0]
}

const UNTOUCHED = { status: null, jobs: 0, events: 0, keys: 0 }

test('sets the state, queues the jobs, records the event and keeps the answer', async ({ db }) => {
  const course = await aCourse(db)
  const start = aStart(course, {
    initiatedBy: 'WORKER',
    jobs: [
      { queue: 'document_processing', data: { file: 1 }, options: { priority: 5 } },
      { queue: 'document_processing', data: { file: 2 }, target: 'staging' },
    ],
    metadata: { source: 'upload' },
  })

  const { fsmState, outboxEntries } = await initializeFsmWithOutbox(db, start)

  expect(fsmState).toEqual({
    entityId: course.entityId,
    state: 'stage_2_init',
    version: 1,
    createdBy: course.userId,
    createdAt: expect.any(Date),
  })
  expect(outboxEntries).toMatchObject([
    { queueName: 'document_processing', jobData: { file: 1 }, jobOptions: { priority: 5 }, processedAt: null },
    { queueName: 'document_processing', jobData: { file: 2 }, jobOptions: {}, entityId: course.entityId },
  ])
  expect(await counts(db, course.entityId)).toEqual({ status: 'stage_2_init', jobs: 2, events: 1, keys: 1 })
  expect(await listEvents(db, course)).toMatchObject([
    {
      eventType: 'FSM_INITIALIZED',
      createdBy: 'WORKER',
      userId: course.userId,
      eventData: {
        initial_state: 'stage_2_init',
        initiated_by: 'WORKER',
        metadata: { source: 'upload' },
        idempotency_key: start.idempotencyKey,
        organization_id: course.organizationId,
      },
    },
  ])
  expect((await listJobs(db, course)).map(({ targetQueue }) => targetQueue)).toEqual(['staging', 'course-generation'])
})

test('gives exactly the documented keys', async ({ db }) => {
  const result = await initialize(db, await aCourse(db), {
    jobs: '[{"queue": "test-queue", "data": {}, "options": {}}]',
  })

  expect(Object.keys(result).sort()).toEqual(['fsmState', 'outboxEntries'])
  expect(Object.keys(result.fsmState).sort()).toEqual(['created_at', 'created_by', 'entity_id', 'state', 'version'])
  expect(Object.keys(result.outboxEntries[0]).sort()).toEqual([
    'created_at',
    'entity_id',
    'job_data',
    'job_options',
    'outbox_id',
    'processed_at',
    'queue_name',
  ])
})

test('gives a repetition the stored answer, even with another list of jobs', async ({ db }) => {
  const course = await aCourse(db)
  const start = aStart(course)
  const first = await initializeFsmWithOutbox(db, start)

  const again = await initializeFsmWithOutbox(db, { ...start, jobs: [], idempotencyKey: ` ${start.idempotencyKey}\n` })

  expect(again).toEqual(first)
  expect(await counts(db, course.entityId)).toMatchObject({ jobs: 1, events: 1, keys: 1 })
})

test('creates once and answers 29 times when 30 callers overlap', async ({ pool }) => {
  const course = await aCourse(pool)
  const start = aStart(course)

  const answers = await Promise.all(Array.from({ length: 30 }, () => initializeFsmWithOutbox(pool, start)))

  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(await counts(pool, course.entityId)).toMatchObject({ jobs: 1, events: 1, keys: 1 })
})

test('lets a second caller wait for the first, and begin afresh when the first rolls back', async ({ pool }) => {
  const course = await aCourse(pool)
  const start = aStart(course)
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const lost = await initializeFsmWithOutbox(client, start)
    const second = initializeFsmWithOutbox(pool, start)
    await client.query('ROLLBACK')

    expect((await second).outboxEntries[0]?.outboxId).not.toBe(lost.outboxEntries[0]?.outboxId)
    expect(await counts(pool, course.entityId)).toMatchObject({ jobs: 1, events: 1, keys: 1 })
  } finally {
    client.release()
  }
})

test('starts once when 30 callers overlap with a key each', async ({ pool }) => {
  const course = await aCourse(pool)

  const ends = await Promise.allSettled(Array.from({ length: 30 }, () => initializeFsmWithOutbox(pool, aStart(course))))

  const refused = ends.filter((end) => end.status === 'rejected')
  expect(refused).toHaveLength(29)
  for (const { reason } of refused) expect(reason).toBeInstanceOf(GenerationInProgressError)
  expect(await counts(pool, course.entityId)).toMatchObject({ jobs: 1, events: 1, keys: 1 })
})

test('lets one win when callers overlap with one key for two courses', async ({ pool }) => {
  const [one, other] = [await aCourse(pool), await aCourse(pool)]
  const idempotencyKey = `test-${randomUUID()}`

  const ends = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) =>
      initializeFsmWithOutbox(pool, aStart(index % 2 ? one : other, { idempotencyKey })),
    ),
  )

  for (const end of ends) {
    if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(IdempotencyKeyReusedError)
  }
  const [first, second] = [await counts(pool, one.entityId), await counts(pool, other.entityId)]
  expect([first, second]).toContainEqual(UNTOUCHED)
  expect(first.jobs + second.jobs).toBe(1)
})

test.for(['another course', 'another user', 'another state'])(
  'refuses a key that stands for %s, without telling anything of it',
  async (what, { db }) => {
    const course = await aCourse(db)
    const start = aStart(course)
    const { outboxEntries } = await initializeFsmWithOutbox(db, start)
    const given = {
      'another course': { entityId: (await aCourse(db)).entityId },
      'another user': { userId: await aUser(db) },
      'another state': { initialState: 'stage_4_init' },
    }[what]

    const refusal = await initializeFsmWithOutbox(db, { ...start, ...given }).catch((error: unknown) => error)

    expect(refusal).toBeInstanceOf(IdempotencyKeyReusedError)
    expect(refusal).toMatchObject({ cause: { code: 'OB005' } })
    const told = JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))
    for (const secret of [outboxEntries[0]?.outboxId ?? '?', what === 'another course' ? course.entityId : '?']) {
      expect(told).not.toContain(secret)
    }
  },
)

test('takes an expired key for a new request', async ({ db }) => {
  const course = await aCourse(db)
  const start = aStart(course)
  const first = await initializeFsmWithOutbox(db, start)
  await db.query(`UPDATE course_outbox.idempotency_keys SET expires_at = now() - interval '1 second'`)
  await transitionGeneration(db, { entityId: course.entityId, toState: 'failed' })

  const second = await initializeFsmWithOutbox(db, start)

  expect(second.outboxEntries[0]?.outboxId).not.toBe(first.outboxEntries[0]?.outboxId)
  expect(second.fsmState.version).toBe(3)
  const { rows } = await db.query(
    `SELECT expires_at - created_at = interval '24 hours' AS day FROM course_outbox.idempotency_keys WHERE key = $1`,
    [start.idempotencyKey],
  )
  expect(rows).toEqual([{ day: true }])
})

test.for([null, 'pending', 'completed', 'failed', 'cancelled'])('starts from the state %s', async (status, { db }) => {
  const course = await aCourse(db)
  await db.query('UPDATE course_catalog.courses SET generation_status = $2 WHERE id = $1', [course.entityId, status])

  expect((await initializeFsmWithOutbox(db, aStart(course))).fsmState.state).toBe('stage_2_init')
})

test.for(['stage_2_init', 'stage_3_summarizing', 'stage_5_awaiting_approval', 'finalizing'])(
  'does not start from the state %s',
  async (status, { db }) => {
    const course = await aCourse(db)
    await db.query('UPDATE course_catalog.courses SET generation_status = $2 WHERE id = $1', [course.entityId, status])

    await expect(initialize(db, course)).rejects.toMatchObject({
      code: 'OB004',
      message: `Course generation already in progress for course ${course.entityId}`,
    })
  },
)

test('says which course or user does not exist', async ({ pool }) => {
  const course = await aCourse(pool)
  const nobody = randomUUID()

  await expect(initialize(pool, { ...course, entityId: nobody })).rejects.toMatchObject({
    code: 'OB003',
    message: `Course not found: ${nobody}`,
  })
  await expect(initializeFsmWithOutbox(pool, aStart({ ...course, entityId: nobody }))).rejects.toThrow(
    UnknownCourseError,
  )
  await expect(initializeFsmWithOutbox(pool, aStart({ ...course, userId: nobody }))).rejects.toThrow(UnknownUserError)
  await expect(initializeFsmWithOutbox(pool, aStart(course, { initialState: 'stage_9_init' }))).rejects.toThrow(
    UnknownStateError,
  )
  expect(await counts(pool, course.entityId)).toEqual(UNTOUCHED)
})

describe('refuses before writing anything', () => {
  test.for([
    ['a short key', { key: 'short' }, 'OB001'],
    ['a key of blanks', { key: '         ' }, 'OB001'],
    ['a key of tabs', { key: '\t\t\t\t\t\t\t\t\t' }, 'OB001'],
    ['a long key', { key: 'k'.repeat(256) }, 'OB001'],
    ['no key', { key: null }, 'OB001'],
    ['no course', { entityId: null }, 'OB001'],
    ['no user', { userId: null }, 'OB001'],
    ['an unknown source', { by: 'CRON' }, 'OB001'],
    ['no source', { by: null }, 'OB001'],
    ['the state completed', { state: 'completed' }, 'OB001'],
    ['the state cancelled', { state: 'cancelled' }, 'OB001'],
    ['no state', { state: null }, 'OB001'],
    ['metadata that is no object', { metadata: '[]' }, 'OB001'],
    ['no list', { jobs: null }, 'OB002'],
    ['a list that is an object', { jobs: '{}' }, 'OB002'],
    ['a list that is JSON null', { jobs: 'null' }, 'OB002'],
  ] as const)('%s', async ([, given, code], { pool }) => {
    const course = await aCourse(pool)

    await expect(initialize(pool, course, given)).rejects.toMatchObject({ code, hint: expect.any(String) })
    expect(await counts(pool, course.entityId)).toEqual(UNTOUCHED)
  })

  test.for([
    ['5', 'it is not an object'],
    ['null', 'it is not an object'],
    ['{"data": {}}', 'queue is not a name'],
    ['{"queue": " ", "data": {}}', 'queue is not a name'],
    ['{"queue": 7, "data": {}}', 'queue is not a name'],
    [`{"queue": "${'q'.repeat(101)}", "data": {}}`, 'queue is longer than 100 characters'],
    ['{"queue": "q"}', 'data is not an object'],
    ['{"queue": "q", "data": null}', 'data is not an object'],
    ['{"queue": "q", "data": []}', 'data is not an object'],
    ['{"queue": "q", "data": {}, "options": []}', 'options is not an object'],
    ['{"queue": "q", "data": {}, "options": {"repeat": {}}}', 'option repeat is not among those a job may have'],
    ['{"queue": "q", "data": {}, "options": {"parent": {}}}', 'option parent is not among those a job may have'],
    [
      '{"queue": "q", "data": {}, "options": {"priority": 1.5}}',
      'option priority is not a whole number from 0 to 2097151',
    ],
    [
      '{"queue": "q", "data": {}, "options": {"priority": 2097152}}',
      'option priority is not a whole number from 0 to 2097151',
    ],
    ['{"queue": "q", "data": {}, "options": {"attempts": 0}}', 'option attempts is not a whole number from 1 to 1000'],
    ['{"queue": "q", "data": {}, "options": {"lifo": 1}}', 'option lifo is neither true nor false'],
    ['{"queue": "q", "data": {}, "options": {"backoff": "x"}}', 'option backoff is neither a number nor an object'],
    ['{"queue": "q", "data": {}, "target": "a:b"}', 'target is not the name of a queue'],
    ['{"queue": "q", "data": {}, "target": null}', 'target is not the name of a queue'],
  ] as const)('the job %s, by its place in the list', async ([job, problem], { pool }) => {
    const course = await aCourse(pool)
    const good = '{"queue": "q", "data": {}}'

    await expect(initialize(pool, course, { jobs: `[${good}, ${good}, ${job}, 1]` })).rejects.toMatchObject({
      code: 'OB002',
      message: expect.stringContaining(`Job 2 of the list cannot be taken: ${problem}`),
    })
    expect(await counts(pool, course.entityId)).toEqual(UNTOUCHED)
  })
})

test('takes every option that the accessor takes', async ({ db }) => {
  const options = {
    attempts: 3,
    backoff: { type: 'exponential', delay: 1000 },
    delay: 5,
    jobId: 'x',
    keepLogs: 1,
    lifo: true,
    priority: 0,
    removeOnComplete: { age: 86_400 },
    removeOnFail: false,
    sizeLimit: 1000,
    stackTraceLimit: 0,
    telemetry: { metadata: '{}' },
    timestamp: 1,
  }
  const start = aStart(await aCourse(db), { jobs: [{ queue: 'q', data: {}, options }] })

  expect(Object.keys(jobOptions.shape).sort()).toEqual(Object.keys(options))
  expect((await initializeFsmWithOutbox(db, start)).outboxEntries[0]?.jobOptions).toEqual(options)
})

test.for([
  ['API', 'API'],
  ['QUEUE', 'QUEUE'],
  ['WORKER', 'WORKER'],
  ['ADMIN', 'API'],
  ['TEST', 'API'],
] as const)('records a start by %s as one by %s, and the word itself', async ([initiatedBy, createdBy], { db }) => {
  const course = await aCourse(db)
  await initializeFsmWithOutbox(db, aStart(course, { initiatedBy }))

  expect(await listEvents(db, course)).toMatchObject([{ createdBy, eventData: { initiated_by: initiatedBy } }])
})

test('queues 100 jobs in the order of the list', async ({ db }) => {
  const course = await aCourse(db)
  const jobs = Array.from({ length: 100 }, (_, file) => ({ queue: 'q', data: { file } }))

  const { outboxEntries } = await initializeFsmWithOutbox(db, aStart(course, { jobs }))

  const files = jobs.map(({ data }) => data.file)
  expect(outboxEntries.map(({ jobData }) => jobData.file)).toEqual(files)
  expect((await listJobs(db, course)).map(({ data }) => data.file).reverse()).toEqual(files)
})

test('states when the state was entered, not when the course was created', async ({ pool }) => {
  const course = await aCourse(pool)
  await pool.query(`UPDATE course_catalog.courses SET created_at = now() - interval '1 year' WHERE id = $1`, [
    course.entityId,
  ])

  const { fsmState } = await initializeFsmWithOutbox(pool, aStart(course))

  expect(Date.now() - fsmState.createdAt.getTime()).toBeLessThan(60_000)
  expect(await findFsmState(pool, course)).toEqual(fsmState)
})

test.for([
  { entityId: 'x' },
  { idempotencyKey: '   short   ' },
  { initialState: 'completed' },
  { jobs: [{ queue: 'q', data: { text: 'a\0b' } }] },
  { jobs: [{ queue: 'q', data: {}, options: { priority: -1 } }] },
])('refuses %j as input', async (given, { db }) => {
  await expect(initializeFsmWithOutbox(db, aStart(await aCourse(db), given))).rejects.toThrow(InvalidInputError)
})
