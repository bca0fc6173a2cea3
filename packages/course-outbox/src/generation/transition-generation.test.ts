import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { aCourse, aStart } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  findFsmState,
  InvalidInputError,
  initializeFsmWithOutbox,
  listEvents,
  TransitionNotAllowedError,
  transitionGeneration,
  UnknownCourseError,
  UnknownStateError,
  UnknownUserError,
  VersionConflictError,
} from '../index.js'

test('moves a course on, counts its version up and records the event', async ({ db }) => {
  const course = await aCourse(db)
  await initializeFsmWithOutbox(db, aStart(course))

  const state = await transitionGeneration(db, {
    entityId: course.entityId,
    toState: 'stage_2_processing',
    expectedVersion: 1,
    userId: course.userId,
    metadata: { worker: 'w-1' },
  })

  expect(state).toMatchObject({ state: 'stage_2_processing', version: 2, createdBy: course.userId })
  expect(await findFsmState(db, course)).toEqual(state)
  expect((await listEvents(db, course))[0]).toMatchObject({
    eventType: 'STATE_TRANSITIONED',
    createdBy: 'WORKER',
    eventData: { from_state: 'stage_2_init', to_state: 'stage_2_processing', metadata: { worker: 'w-1' } },
  })
  const { rows } = await db.query('SELECT generation_status FROM course_catalog.courses WHERE id = $1', [
    course.entityId,
  ])
  expect(rows).toEqual([{ generation_status: 'stage_2_processing' }])
})

test('leads a course from its first state to completion by the map alone', async ({ db }) => {
  const course = await aCourse(db)
  await initializeFsmWithOutbox(db, aStart(course))
  const way = [
    '2_processing',
    '2_complete',
    '3_init',
    '3_summarizing',
    '3_complete',
    '4_init',
    '4_analyzing',
    '4_complete',
  ]
  const states = [...way, '5_init', '5_generating', '5_complete'].map((state) => `stage_${state}`)

  for (const toState of [...states, 'finalizing', 'completed', 'pending']) {
    await transitionGeneration(db, { entityId: course.entityId, toState })
  }

  expect(await findFsmState(db, course)).toMatchObject({ state: 'pending', version: 15 })
  expect(await initializeFsmWithOutbox(db, aStart(course))).toMatchObject({ fsmState: { version: 16 } })
})

test('refuses a way that the map does not have, and takes one that was added', async ({ pool }) => {
  const course = await aCourse(pool)
  await initializeFsmWithOutbox(pool, aStart(course))
  const leap = { entityId: course.entityId, toState: 'stage_5_init' }

  await expect(transitionGeneration(pool, leap)).rejects.toThrow(TransitionNotAllowedError)
  await pool.query(`INSERT INTO course_outbox.generation_transitions VALUES ('stage_2_init', 'stage_5_init')`)
  expect(await transitionGeneration(pool, leap)).toMatchObject({ version: 2 })
  await pool.query(
    `DELETE FROM course_outbox.generation_transitions WHERE (from_state, to_state) = ('stage_2_init', 'stage_5_init')`,
  )
})

test('does not leave a course that was never started', async ({ db }) => {
  const course = await aCourse(db)

  await expect(transitionGeneration(db, { ...course, toState: 'failed' })).rejects.toThrow(TransitionNotAllowedError)
})

test('lets one of ten win who expect the same version', async ({ pool }) => {
  const course = await aCourse(pool)
  await initializeFsmWithOutbox(pool, aStart(course))
  const move = { entityId: course.entityId, toState: 'stage_2_processing', expectedVersion: 1 }

  const ends = await Promise.allSettled(Array.from({ length: 10 }, () => transitionGeneration(pool, move)))

  const refused = ends.filter((end) => end.status === 'rejected')
  expect(refused).toHaveLength(9)
  for (const { reason } of refused) expect(reason).toBeInstanceOf(VersionConflictError)
})

test('names what does not exist', async ({ pool }) => {
  const course = await aCourse(pool)
  await initializeFsmWithOutbox(pool, aStart(course))
  const { entityId } = course

  await expect(transitionGeneration(pool, { entityId: randomUUID(), toState: 'failed' })).rejects.toThrow(
    UnknownCourseError,
  )
  await expect(transitionGeneration(pool, { entityId, toState: 'done' })).rejects.toThrow(UnknownStateError)
  await expect(transitionGeneration(pool, { entityId, toState: 'failed', userId: randomUUID() })).rejects.toThrow(
    UnknownUserError,
  )
  expect(await findFsmState(pool, { entityId })).toMatchObject({ version: 1 })
})

test('has no state for a course that was never started', async ({ db }) => {
  expect(await findFsmState(db, await aCourse(db))).toBeUndefined()
})

test.for([{ toState: '' }, { expectedVersion: -1 }, { entityId: 'x' }])(
  'refuses %j as input',
  async (given, { db }) => {
    const parameters = { ...(await aCourse(db)), toState: 'failed', ...given }

    await expect(transitionGeneration(db, parameters)).rejects.toThrow(InvalidInputError)
  },
)
