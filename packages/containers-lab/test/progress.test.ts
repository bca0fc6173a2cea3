import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aCourse, actAs, aTask, aTeam, aUser, insert, rowsOf, value } from './builders.js'
import { test } from './test.js'

const aModule = async (db: Queryable, course_id: number, title = 'Seams') =>
  Number((await insert(db, 'modules', { course_id, title })).id)

const assigned = (db: Queryable, task_id: number, assigned_to_user_id: number, status = 'assigned') =>
  insert(db, 'assignments', { task_id, assigned_to_user_id, status })

test('user_tasks has each task of a person once, whichever way it was given', async ({ db }) => {
  const user = await aUser(db)
  const team = await aTeam(db, [user])
  const course = await aCourse(db)
  const module = await aModule(db, course)
  const direct = await aTask(db, { module_id: module })
  const shared = await aTask(db)
  const inCourse = await aTask(db, { related_course_id: course })
  await assigned(db, direct, user, 'in_progress')
  await insert(db, 'assignments', { task_id: direct, assigned_group_id: team })
  await insert(db, 'assignments', { task_id: shared, assigned_group_id: team, status: 'blocked' })
  await insert(db, 'course_assignments', { course_id: course, assigned_to_user_id: user })
  await insert(db, 'module_assignments', { module_id: module, assigned_to_user_id: user })

  expect(
    await rowsOf(
      db,
      'SELECT task_id, own, status, course_id FROM containers_lab.user_tasks WHERE user_id = $1 ORDER BY task_id',
      [user],
    ),
  ).toEqual([
    { task_id: direct, own: true, status: 'in_progress', course_id: course },
    { task_id: shared, own: false, status: 'blocked', course_id: null },
    { task_id: inCourse, own: false, status: null, course_id: course },
  ])
})

test('course_progress and module_progress count what the person has to do', async ({ db }) => {
  const user = await aUser(db)
  const course = await aCourse(db)
  const first = await aModule(db, course, 'First')
  const empty = await aModule(db, course, 'Empty')
  const [done, begun] = [await aTask(db, { module_id: first }), await aTask(db, { module_id: first })]
  await aTask(db, { related_course_id: course })
  await insert(db, 'course_assignments', {
    course_id: course,
    assigned_to_user_id: user,
    due_date: '2031-01-01T00:00Z',
  })
  await assigned(db, done, user, 'completed')
  await assigned(db, begun, user, 'in_progress')
  const other = await aCourse(db)
  await insert(db, 'module_assignments', { module_id: await aModule(db, other), assigned_to_user_id: user })

  expect(
    await rowsOf(db, 'SELECT * FROM containers_lab.course_progress WHERE user_id = $1 ORDER BY course_id', [user]),
  ).toMatchObject([
    {
      course_id: course,
      whole_course: true,
      due_date: new Date('2031-01-01T00:00Z'),
      task_count: 3,
      in_progress_count: 1,
      completed_count: 1,
      blocked_count: 0,
      completion_percent: 33.3,
    },
    { course_id: other, whole_course: false, task_count: 0, completion_percent: null },
  ])
  expect(
    await rowsOf(
      db,
      'SELECT module_id, task_count, completed_count, completion_percent FROM containers_lab.module_progress WHERE user_id = $1 AND course_id = $2 ORDER BY module_id',
      [user, course],
    ),
  ).toEqual([
    { module_id: first, task_count: 2, completed_count: 1, completion_percent: 50 },
    { module_id: empty, task_count: 0, completed_count: 0, completion_percent: null },
  ])
})

test('employee_tracking multiplies nothing and tells starts and completions', async ({ db }) => {
  const user = await aUser(db)
  const course = await aCourse(db)
  for (const _ of Array.from({ length: 3 })) {
    await insert(db, 'module_assignments', { module_id: await aModule(db, course), assigned_to_user_id: user })
  }
  await insert(db, 'course_assignments', { course_id: course, assigned_to_user_id: user })
  await insert(db, 'course_assignments', { course_id: await aCourse(db), assigned_to_user_id: user })
  const late = await insert(db, 'assignments', {
    task_id: await aTask(db),
    assigned_to_user_id: user,
    due_date: '2001-01-01T00:00Z',
  })
  const done = await assigned(db, await aTask(db), user, 'in_progress')
  await db.query('UPDATE containers_lab.assignments SET status = $2, completed_at = started_at + $3 WHERE id = $1', [
    done.id,
    'completed',
    '90 minutes',
  ])

  const [row] = await rowsOf(db, 'SELECT * FROM containers_lab.employee_tracking WHERE user_id = $1', [user])

  expect(row).toMatchObject({
    role_name: 'employee',
    course_count: 2,
    module_count: 3,
    task_count: 2,
    assigned_count: 1,
    completed_count: 1,
    overdue_count: 1,
    average_minutes: 90,
    completion_percent: 50,
    first_started_at: done.started_at,
  })
  const [work] = await rowsOf(db, 'SELECT * FROM containers_lab.employee_work WHERE user_id = $1', [user])
  expect(work).toMatchObject({
    courses: [{ title: 'Welding' }, { title: 'Welding' }],
    modules: [{ title: 'Seams' }, { title: 'Seams' }, { title: 'Seams' }],
    tasks: [
      { assignmentId: late.id, status: 'assigned' },
      { assignmentId: done.id, status: 'completed' },
    ],
  })
})

test('a person without work is tracked with zeros and empty lists', async ({ db }) => {
  const user = await aUser(db)

  expect(
    await rowsOf(
      db,
      'SELECT task_count, course_count, completion_percent, courses, tasks FROM containers_lab.employee_tracking JOIN containers_lab.employee_work USING (user_id) WHERE user_id = $1',
      [user],
    ),
  ).toEqual([{ task_count: 0, course_count: 0, completion_percent: null, courses: [], tasks: [] }])
})

test('the first start stays when an assignment is taken up again', async ({ db }) => {
  const { id, started_at } = await assigned(db, await aTask(db), await aUser(db))
  expect(started_at).toBeNull()
  const set = async (status: string) =>
    (await rowsOf(db, 'UPDATE containers_lab.assignments SET status = $2 WHERE id = $1 RETURNING *', [id, status]))[0]

  const first = (await set('in_progress'))?.started_at
  expect(first).toBeInstanceOf(Date)
  await db.query(`UPDATE containers_lab.assignments SET started_at = '2001-01-01T00:00Z' WHERE id = $1`, [id])
  await set('completed')
  await set('assigned')
  expect(await set('in_progress')).toMatchObject({ started_at: first, completed_at: null })
})

test('course_overview and task_overview count each table for itself', async ({ db }) => {
  const course = await aCourse(db, { created_by: await aUser(db, { name: 'Ada' }) })
  for (const title of ['one', 'two', 'three']) await aModule(db, course, title)
  const users = [await aUser(db), await aUser(db)]
  for (const user of users) await insert(db, 'course_assignments', { course_id: course, assigned_to_user_id: user })
  const task = await aTask(db, { related_course_id: course })
  for (const user of users) await assigned(db, task, user, 'blocked')

  expect(await rowsOf(db, 'SELECT * FROM containers_lab.course_overview WHERE course_id = $1', [course])).toMatchObject(
    [{ author_name: 'Ada', module_count: 3, task_count: 1, assignment_count: 2 }],
  )
  expect(await rowsOf(db, 'SELECT * FROM containers_lab.task_overview WHERE task_id = $1', [task])).toMatchObject([
    { assignment_count: 2, blocked_count: 2, assigned_count: 0 },
  ])
})

test('user_page searches literally, sorts, cuts and counts', async ({ db }) => {
  const [one, two] = [await aUser(db, { name: '100% b' }), await aUser(db, { name: '100% A', status: 'disabled' })]
  await aUser(db, { name: '100 c' })
  await assigned(db, await aTask(db), one, 'completed')
  await assigned(db, await aTask(db), one)
  await insert(db, 'containers', { lxc_name: 'page', image: 'ubuntu', owner_user_id: one, status_id: 2 })
  const page = (rest: string) =>
    rowsOf(db, `SELECT * FROM containers_lab.user_page(p_search => '100%', p_sort => 'name', ${rest})`)

  expect(await page('p_descending => false')).toMatchObject([
    { user_id: two, assignment_count: 0, container_count: 0, total_count: 2 },
    {
      user_id: one,
      assignment_count: 2,
      completed_assignment_count: 1,
      container_count: 1,
      running_container_count: 1,
      total_count: 2,
    },
  ])
  expect(await page('p_descending => true, p_limit => 1, p_offset => 1')).toMatchObject([
    { user_id: two, total_count: 2 },
  ])
  expect(await page(`p_status => 'disabled'`)).toMatchObject([{ user_id: two }])
  expect(await page(`p_role => 'admin'`)).toEqual([])
})

test('user_page shows a person only what they may see, and refuses an unknown order', async ({ db }) => {
  const user = await aUser(db)
  await aUser(db)
  await actAs(db, user)
  await db.query('SET LOCAL ROLE app_role')

  expect(await rowsOf(db, 'SELECT user_id, total_count FROM containers_lab.user_page()')).toEqual([
    { user_id: user, total_count: 1 },
  ])
  await expect(db.query(`SELECT * FROM containers_lab.user_page(p_sort => 'password_hash')`)).rejects.toMatchObject({
    code: 'LB014',
  })
})

test.for([
  ['task', aTask],
  ['course', aCourse],
  ['module', async (db: Queryable) => aModule(db, await aCourse(db))],
] as const)('two callers at once assign a %s to each person once', async ([kind, make], { pool }) => {
  const users = await Promise.all(Array.from({ length: 20 }, () => aUser(pool)))
  const thing = await make(pool)
  const assign = { task: 'assign_task', course: 'assign_course', module: 'assign_module' }[kind]
  const statement = `SELECT * FROM containers_lab.${assign}($1, $2)`
  await rowsOf(pool, statement, [thing, users.slice(0, 5)])

  const answers = await Promise.all(
    [users, [...users, ...users], users.toReversed()].map((ids) => rowsOf(pool, statement, [thing, ids])),
  )

  for (const answer of answers) expect(answer.map(({ user_id }) => user_id)).toEqual(users.toSorted((a, b) => a - b))
  expect(answers.flat().filter(({ added }) => added)).toHaveLength(15)
  await expect(pool.query(statement, [thing, [...users, -1]])).rejects.toMatchObject({
    constraint: expect.stringContaining('assigned_to_user_id_fkey'),
  })
  expect(await rowsOf(pool, statement, [thing, []])).toEqual([])
})

test('only who may assign assigns to others', async ({ db }) => {
  const [user, other] = [await aUser(db), await aUser(db)]
  const course = await aCourse(db, { visibility: 'public' })
  await actAs(db, user)
  await db.query('SET LOCAL ROLE app_role')

  await expect(
    db.query('SELECT * FROM containers_lab.assign_course($1, $2, $3)', [course, [other], user]),
  ).rejects.toMatchObject({ code: '42501' })
})

test('assign_module tells nobody twice', async ({ db }) => {
  const user = await aUser(db)
  const module = await aModule(db, await aCourse(db))
  const assign = () => value(db, 'SELECT added FROM containers_lab.assign_module($1, $2)', [module, [user, user, null]])

  expect([await assign(), await assign()]).toEqual([true, false])
})
