import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aCourse, actAs, aTask, aTeam, aUser, insert, inTurn, rowsOf, value } from './builders.js'
import { test } from './test.js'

const HISTORY = `SELECT previous_status, new_status, changed_by, note FROM containers_lab.assignment_history
  WHERE assignment_id = $1 ORDER BY id`
const TOLD = `SELECT user_id, type, read FROM containers_lab.notifications
  WHERE payload ->> 'assignment_id' = $1::text ORDER BY id`

const set = (db: Queryable, id: unknown, change: string, values: unknown[] = []) =>
  db.query(`UPDATE containers_lab.assignments SET ${change} WHERE id = $1`, [id, ...values])

test('the history begins with the creation and follows the status', async ({ db }) => {
  const user = await aUser(db)
  await actAs(db, user)
  const { id } = await insert(db, 'assignments', { task_id: await aTask(db), assigned_to_user_id: user })
  await set(db, id, `status = 'in_progress'`)
  await set(db, id, `notes = 'half way'`)

  expect(await rowsOf(db, HISTORY, [id])).toEqual([
    { previous_status: null, new_status: 'assigned', changed_by: user, note: 'created' },
    { previous_status: 'assigned', new_status: 'in_progress', changed_by: user, note: null },
  ])
  expect(await rowsOf(db, TOLD, [id])).toEqual([
    { user_id: user, type: 'assignment_assigned', read: false },
    { user_id: user, type: 'assignment_status_changed', read: false },
  ])
})

test('a new assignee is told, the others are not told twice', async ({ db }) => {
  const [first, second] = [await aUser(db), await aUser(db)]
  const { id } = await insert(db, 'assignments', { task_id: await aTask(db), assigned_to_user_id: first })

  await set(db, id, 'assigned_to_user_id = $2', [second])

  expect((await rowsOf(db, TOLD, [id])).map(({ user_id }) => user_id)).toEqual([first, second])
  expect((await rowsOf(db, HISTORY, [id])).at(-1)).toMatchObject({ note: 'reassigned', new_status: 'assigned' })
})

test('every member of a team is told, each once', async ({ db }) => {
  const members = [await aUser(db), await aUser(db)]
  const team = await aTeam(db, members)
  const row = { task_id: await aTask(db), assigned_group_id: team, assigned_to_user_id: members[0] }
  const { id } = await insert(db, 'assignments', row)
  await set(db, id, `status = 'blocked'`)

  const told = await rowsOf(db, TOLD, [id])
  expect(told.map(({ user_id }) => user_id).toSorted()).toEqual([...members, ...members].toSorted())
})

test('one statement on many assignments tells each person of theirs', async ({ db }) => {
  const users = [await aUser(db), await aUser(db), await aUser(db)]
  const [team, task] = [await aTeam(db, users.slice(1)), await aTask(db)]
  const { rows } = await db.query(
    `INSERT INTO containers_lab.assignments (task_id, assigned_to_user_id)
     SELECT $1, id FROM unnest($2::integer[]) AS id RETURNING id`,
    [task, users],
  )
  const ids = rows.map(({ id }) => Number(id))

  await db.query(
    `UPDATE containers_lab.assignments
     SET status = CASE WHEN id = $2 THEN 'blocked' ELSE status END, assigned_group_id = CASE WHEN id = $3 THEN $4::integer END
     WHERE id = ANY ($1)`,
    [ids, ids[0], ids[1], team],
  )

  const notes = await inTurn(ids, (id) => rowsOf(db, HISTORY, [id]))
  expect(notes.map((entries) => entries.map(({ note, new_status }) => [note, new_status]))).toEqual([
    [
      ['created', 'assigned'],
      [null, 'blocked'],
    ],
    [
      ['created', 'assigned'],
      ['reassigned', 'assigned'],
    ],
    [['created', 'assigned']],
  ])
  const told = await inTurn(ids, (id) => rowsOf(db, TOLD, [id]))
  expect(told.map((entries) => entries.map(({ user_id, type }) => [user_id, type]))).toEqual([
    [
      [users[0], 'assignment_assigned'],
      [users[0], 'assignment_status_changed'],
    ],
    [
      [users[1], 'assignment_assigned'],
      [users[2], 'assignment_assigned'],
    ],
    [[users[2], 'assignment_assigned']],
  ])
})

test('status and its reference agree, whichever is set', async ({ db }) => {
  const row = { task_id: await aTask(db) }
  const name = 'SELECT name FROM containers_lab.assignment_statuses WHERE id = $1'
  const byName = await insert(db, 'assignments', { ...row, status: 'blocked' })
  expect(await value(db, name, [byName.assignment_status_id])).toBe('blocked')
  const byId = await insert(db, 'assignments', { ...row, assignment_status_id: byName.assignment_status_id })
  expect(byId.status).toBe('blocked')

  await set(db, byId.id, 'assignment_status_id = (SELECT id FROM containers_lab.assignment_statuses WHERE name = $2)', [
    'completed',
  ])
  expect(
    await rowsOf(db, 'SELECT status, completed_at IS NOT NULL AS done FROM containers_lab.assignments WHERE id = $1', [
      byId.id,
    ]),
  ).toEqual([{ status: 'completed', done: true }])
  await expect(
    insert(db, 'assignments', { ...row, status: 'completed', assignment_status_id: byName.assignment_status_id }),
  ).rejects.toMatchObject({ code: 'LB006' })
})

test('completed_at follows the status', async ({ db }) => {
  const { id } = await insert(db, 'assignments', { task_id: await aTask(db) })
  const completed = () => value(db, 'SELECT completed_at FROM containers_lab.assignments WHERE id = $1', [id])

  await set(db, id, `status = 'completed'`)
  expect(await completed()).toBeInstanceOf(Date)
  await set(db, id, `status = 'in_progress'`)
  expect(await completed()).toBeNull()
})

test.for([
  [{}, 'assigned'],
  [{ assignment_status_id: 1 }, 'assigned'],
  [{ status: 'assigned', assignment_status_id: 1 }, 'assigned'],
  [{ status: 'assigned', assignment_status_id: 3 }, 'completed'],
  [{ status: 'completed' }, 'completed'],
] as const)('an insert of %o is %s by its word, its reference and its times', async ([given, status], { db }) => {
  const past = new Date('2020-01-01T00:00:00Z')
  const row = await insert(db, 'assignments', {
    task_id: await aTask(db),
    completed_at: past,
    updated_at: past,
    ...given,
  })

  const name = 'SELECT name FROM containers_lab.assignment_statuses WHERE id = $1'
  expect([row.status, await value(db, name, [row.assignment_status_id])]).toEqual([status, status])
  expect(row.completed_at).toEqual(status === 'completed' ? past : null)
  expect(row.updated_at).not.toEqual(past)
})

test('one person gets a task once, however many assign it at the same time', async ({ pool }) => {
  const row = { task_id: await aTask(pool), assigned_to_user_id: await aUser(pool) }

  const made = await Promise.allSettled(Array.from({ length: 5 }, () => insert(pool, 'assignments', row)))

  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a task in a module belongs to the course of the module', async ({ db }) => {
  const course = await aCourse(db)
  const { id: module_id } = await insert(db, 'modules', { course_id: course, title: 'Seams' })
  const task = await aTask(db, { module_id, related_course_id: await aCourse(db) })

  expect(await value(db, 'SELECT related_course_id FROM containers_lab.tasks WHERE id = $1', [task])).toBe(course)
})

test('courses are found by their words, and the words follow the text only', async ({ db }) => {
  const id = await aCourse(db, { title: 'Welding', description: null })
  const found = (word: string) =>
    value(
      db,
      `SELECT count(*)::integer FROM containers_lab.courses WHERE id = $1 AND search_vector @@ plainto_tsquery('english', $2)`,
      [id, word],
    )

  expect(await found('welded')).toBe(1)
  await db.query(`UPDATE containers_lab.courses SET search_vector = NULL, visibility = 'public' WHERE id = $1`, [id])
  expect(await found('welded')).toBe(1)
  await db.query(`UPDATE containers_lab.courses SET description = 'and brazing' WHERE id = $1`, [id])
  expect(await found('braze')).toBe(1)
})
