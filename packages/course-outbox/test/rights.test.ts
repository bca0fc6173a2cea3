import type { Queryable } from '@schemata/contract'
import { describe, expect } from 'vitest'

import { initializeFsmWithOutbox, NotPermittedError } from '../src/index.js'
import { aCourse, aStart, aUser, type CourseFacts } from './builders.js'
import { test } from './test.js'

interface Session {
  role?: string
  claims?: string
  /** Single claims of an older gateway. */
  sub?: string
  claimedRole?: string
}

/** Puts the session into the state that a gateway would, until the transaction ends. */
async function speakAs(db: Queryable, { role, claims, sub, claimedRole }: Session) {
  await db.query(
    `SELECT set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true),
       set_config('request.jwt.claim.role', $3, true)`,
    [claims ?? '', sub ?? '', claimedRole ?? ''],
  )
  if (role) await db.query(`SET LOCAL ROLE ${role}`)
}

const claims = (sub: string | null, role?: string) => JSON.stringify({ ...(sub === null ? {} : { sub }), role })

test('a user starts the generation of an own course', async ({ db }) => {
  const course = await aCourse(db)
  await speakAs(db, { role: 'authenticated', claims: claims(course.userId, 'authenticated') })

  expect(await initializeFsmWithOutbox(db, aStart(course))).toMatchObject({ fsmState: { version: 1 } })
})

test('a user gets the stored answer of an own course again', async ({ db }) => {
  const course = await aCourse(db)
  const start = aStart(course)
  const first = await initializeFsmWithOutbox(db, start)
  await speakAs(db, { role: 'authenticated', claims: claims(course.userId, 'authenticated') })

  expect(await initializeFsmWithOutbox(db, start)).toEqual(first)
})

describe('is refused, and learns nothing:', () => {
  const cases: [string, (course: CourseFacts, other: CourseFacts) => [Session, Partial<CourseFacts>]][] = [
    [
      'a user who names another user',
      (course, other) => [{ role: 'authenticated', claims: claims(other.userId, 'authenticated') }, course],
    ],
    [
      'a user with the course of another user',
      (course, other) => [
        { role: 'authenticated', claims: claims(other.userId, 'authenticated') },
        { entityId: course.entityId, userId: other.userId },
      ],
    ],
    [
      'a user who names another organization',
      (course, other) => [
        { role: 'authenticated', claims: claims(course.userId, 'authenticated') },
        { organizationId: other.organizationId },
      ],
    ],
    [
      'a user with a course that does not exist',
      (course) => [
        { role: 'authenticated', claims: claims(course.userId, 'authenticated') },
        { entityId: '00000000-0000-0000-0000-00000000dead' },
      ],
    ],
    ['authenticated without claims', () => [{ role: 'authenticated' }, {}]],
    ['authenticated with claims cut off', () => [{ role: 'authenticated', claims: '{"sub": "0000' }, {}]],
    ['authenticated with a subject that is no uuid', () => [{ role: 'authenticated', claims: claims('ada') }, {}]],
    [
      'authenticated that claims to be the service role',
      () => [{ role: 'authenticated', claims: claims(null, 'service_role') }, {}],
    ],
    ['a session whose claims say anon', () => [{ claims: claims(null, 'anon') }, {}]],
    ['a session whose claims say authenticated and nobody', () => [{ claims: claims(null, 'authenticated') }, {}]],
    ['a session whose single claim says authenticated', () => [{ claimedRole: 'authenticated' }, {}]],
    ['a session whose claims cannot be read', () => [{ claims: '{"role": "authen' }, {}]],
    ['a session whose claims name another user and no role', (_, other) => [{ claims: claims(other.userId) }, {}]],
    ['a session whose single claim names another user', (_, other) => [{ sub: other.userId }, {}]],
  ]

  test.for(cases)('%s', async ([, make], { pool }) => {
    const [course, other] = [await aCourse(pool), await aCourse(pool)]
    const start = aStart(course)
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const [session, given] = make(course, other)
      await speakAs(client, session)
      const refusal = await initializeFsmWithOutbox(client, { ...start, ...given }).catch((error: unknown) => error)
      await client.query('ROLLBACK')

      expect(refusal).toBeInstanceOf(NotPermittedError)
      expect(refusal).toMatchObject({
        cause: { code: '42501', message: expect.stringMatching(/^Permission denied for course/), detail: undefined },
      })
    } finally {
      client.release()
    }
    const { rows } = await pool.query('SELECT entity_id FROM course_outbox.fsm_events WHERE entity_id = ANY ($1)', [
      [course.entityId, other.entityId],
    ])
    expect(rows).toEqual([])
  })

  test('anon, whatever it claims', async ({ db }) => {
    const course = await aCourse(db)
    await speakAs(db, { role: 'anon', claims: claims(course.userId, 'anon') })

    await expect(initializeFsmWithOutbox(db, aStart(course))).rejects.toThrow(NotPermittedError)
  })

  test('anon, even where EXECUTE was granted by mistake', async ({ db }) => {
    const course = await aCourse(db)
    await db.query('GRANT USAGE ON SCHEMA course_outbox TO anon')
    await db.query('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA course_outbox TO anon')
    await speakAs(db, { role: 'anon', claims: claims(null, 'anon') })

    await expect(initializeFsmWithOutbox(db, aStart(course))).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/^Permission denied for course/) },
    })
  })
})

test('the service role and sessions without claims act for anybody', async ({ db }) => {
  const [one, other] = [await aCourse(db), await aCourse(db)]
  const somebody = await aUser(db)

  await initializeFsmWithOutbox(db, aStart(one, { userId: somebody }))
  await speakAs(db, { role: 'service_role', claims: claims(null, 'service_role') })

  expect(await initializeFsmWithOutbox(db, aStart(other, { userId: somebody }))).toMatchObject({
    fsmState: { createdBy: somebody },
  })
})

const TABLES = [
  'job_outbox',
  'idempotency_keys',
  'fsm_events',
  'generation_transitions',
  'relay_heartbeats',
  'metric_minutes',
]

describe.for(['anon', 'authenticated'])('the role %s', (role) => {
  test.for(
    TABLES.flatMap((table) => [
      `SELECT * FROM course_outbox.${table}`,
      `INSERT INTO course_outbox.${table} DEFAULT VALUES`,
      `DELETE FROM course_outbox.${table}`,
      `TRUNCATE course_outbox.${table}`,
    ]),
  )('is refused: %s', async (statement, { db }) => {
    await speakAs(db, { role, claims: claims(null, role) })

    await expect(db.query(statement)).rejects.toMatchObject({ code: '42501' })
  })

  test('sees and changes no row even where everything was granted by mistake', async ({ db }) => {
    const course = await aCourse(db)
    await initializeFsmWithOutbox(db, aStart(course))
    await db.query(`GRANT USAGE ON SCHEMA course_outbox TO ${role}`)
    await db.query(`GRANT ALL ON ALL TABLES IN SCHEMA course_outbox TO ${role}`)
    await speakAs(db, { role, claims: claims(null, role) })

    for (const table of TABLES) {
      expect((await db.query(`SELECT FROM course_outbox.${table}`)).rowCount).toBe(0)
      expect((await db.query(`DELETE FROM course_outbox.${table}`)).rowCount).toBe(0)
    }
    await expect(
      db.query(
        `INSERT INTO course_outbox.fsm_events (entity_id, event_type, created_by) VALUES ('${course.entityId}', 'X', 'API')`,
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('may call no function but the one that users may', async ({ db }) => {
    const { rows } = await db.query(
      `SELECT proname FROM pg_proc
       WHERE pronamespace = 'course_outbox'::regnamespace AND has_function_privilege($1, oid, 'EXECUTE')`,
      [role],
    )

    expect(rows).toEqual(role === 'anon' ? [] : [{ proname: 'initialize_fsm_with_outbox' }])
  })
})

test('users read their own events, and no others, once the application grants it', async ({ db }) => {
  const [mine, other] = [await aCourse(db), await aCourse(db)]
  await initializeFsmWithOutbox(db, aStart(mine))
  await initializeFsmWithOutbox(db, aStart(other))
  await db.query('GRANT SELECT ON course_outbox.fsm_events TO authenticated')
  await speakAs(db, { role: 'authenticated', claims: claims(mine.userId, 'authenticated') })

  expect((await db.query('SELECT entity_id FROM course_outbox.fsm_events')).rows).toEqual([
    { entity_id: mine.entityId },
  ])
})

test('the service role does without BYPASSRLS what the system does, and changes no event', async ({ db }) => {
  const course = await aCourse(db)
  await initializeFsmWithOutbox(db, aStart(course))
  await speakAs(db, { role: 'service_role' })

  const { rows } = await db.query('UPDATE course_outbox.job_outbox SET attempts = attempts RETURNING entity_id')
  expect(rows).toContainEqual({ entity_id: course.entityId })
  await expect(db.query('DELETE FROM course_outbox.fsm_events')).rejects.toMatchObject({ code: '42501' })
})

test('a temporary table does not divert a function that runs as its owner', async ({ db }) => {
  await db.query(
    `INSERT INTO course_outbox.idempotency_keys (key, expires_at) VALUES ('expired-key', now() - interval '1 day')`,
  )
  await db.query('GRANT EXECUTE ON FUNCTION course_outbox.cleanup_expired_idempotency_keys() TO authenticated')
  await speakAs(db, { role: 'authenticated' })
  await db.query('CREATE TEMPORARY TABLE idempotency_keys (key text, expires_at timestamptz)')
  await db.query(`INSERT INTO pg_temp.idempotency_keys VALUES ('bait', now() - interval '1 day')`)

  await db.query('SELECT course_outbox.cleanup_expired_idempotency_keys()')

  expect((await db.query('SELECT key FROM pg_temp.idempotency_keys')).rows).toEqual([{ key: 'bait' }])
  await db.query('RESET ROLE')
  expect((await db.query(`SELECT FROM course_outbox.idempotency_keys WHERE key = 'expired-key'`)).rowCount).toBe(0)
})
