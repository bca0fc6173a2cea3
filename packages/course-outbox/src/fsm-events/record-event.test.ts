import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { aCourse, aStart } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  InvalidInputError,
  initializeFsmWithOutbox,
  listEvents,
  recordEvent,
  UnknownCourseError,
  UnknownUserError,
} from '../index.js'

test('adds an event and lists the newest first, page by page', async ({ db }) => {
  const { entityId, userId } = await aCourse(db)
  const recorded = []
  for (const n of [1, 2, 3]) {
    recorded.push(
      await recordEvent(db, { entityId, userId, eventType: 'JOB_CREATED', eventData: { n }, createdBy: 'QUEUE' }),
    )
  }

  const page = await listEvents(db, { entityId, limit: 2 })
  const rest = await listEvents(db, { entityId, limit: 2, after: page.at(-1)?.cursor })

  expect([...page, ...rest].map(({ cursor, ...event }) => event)).toEqual(recorded.toReversed())
  expect(rest).toHaveLength(1)
})

test('has no events for a course to which nothing happened', async ({ db }) => {
  expect(await listEvents(db, await aCourse(db))).toEqual([])
})

test.for([
  `UPDATE course_outbox.fsm_events SET event_data = '{}'`,
  'UPDATE course_outbox.fsm_events SET user_id = NULL',
  'DELETE FROM course_outbox.fsm_events',
  'TRUNCATE course_outbox.fsm_events',
])('is refused even to the owner: %s', async (statement, { db }) => {
  await initializeFsmWithOutbox(db, aStart(await aCourse(db)))

  await expect(db.query(statement)).rejects.toMatchObject({ code: 'OB006' })
})

test('keeps the trail of a user who is erased, without the user', async ({ db }) => {
  const course = await aCourse(db)
  await initializeFsmWithOutbox(db, aStart(course))

  await db.query('DELETE FROM auth.users WHERE id = $1', [course.userId])

  expect(await listEvents(db, course)).toMatchObject([{ eventType: 'FSM_INITIALIZED', userId: null }])
})

test('names what does not exist', async ({ pool }) => {
  const { entityId } = await aCourse(pool)
  const event = { entityId, eventType: 'JOB_CREATED', createdBy: 'API' as const }

  await expect(recordEvent(pool, { ...event, entityId: randomUUID() })).rejects.toThrow(UnknownCourseError)
  await expect(recordEvent(pool, { ...event, userId: randomUUID() })).rejects.toThrow(UnknownUserError)
})

test.for([{ eventType: ' ' }, { eventType: 'x'.repeat(51) }, { eventType: 'STATE_TRANSITIONED' }])(
  'refuses %j',
  async (given, { db }) => {
    const { entityId } = await aCourse(db)

    await expect(recordEvent(db, { entityId, createdBy: 'API', ...given })).rejects.toThrow(InvalidInputError)
  },
)
