import { expect } from 'vitest'

import { aContainer, aTask, aUser, insert, value } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  getLabTotals,
  InvalidInputError,
  listActivityByDay,
  listAssignmentCounts,
  listCompletionsByDay,
  listRoleDistribution,
  refreshMonitoringViews,
} from '../index.js'

test('totals, assignments per status and people per role are counted', async ({ db }) => {
  const before = await getLabTotals(db)
  const user = await aUser(db)
  const task_id = await aTask(db)
  await insert(db, 'assignments', { task_id, assigned_to_user_id: user, status: 'blocked' })
  await aContainer(db, { status_id: 2 })

  const { users, courses, tasks, assignments, containers, runningContainers } = before
  expect(await getLabTotals(db)).toEqual({
    users: users + 1,
    courses,
    tasks: tasks + 1,
    assignments: assignments + 1,
    containers: containers + 1,
    runningContainers: runningContainers + 1,
  })
  expect(await listAssignmentCounts(db)).toContainEqual({ status: 'blocked', assignments: 1 })
  const roles = await listRoleDistribution(db)
  expect(roles.find(({ role }) => role === 'employee')?.users).toBe(users + 1)
})

test('completions and activity are counted by day, quiet days as 0', async ({ db }) => {
  const user = await aUser(db, { name: 'Ada' })
  const task_id = await aTask(db)
  await insert(db, 'assignments', { task_id, assigned_to_user_id: user, status: 'completed', completed_at: new Date() })

  const week = await listCompletionsByDay(db)
  expect(week.map(({ completions }) => completions)).toEqual([0, 0, 0, 0, 0, 0, 1])
  expect(week.at(-1)).toMatchObject({ name: 'Ada', userId: user })
  const activity = await listActivityByDay(db)
  expect(activity).toHaveLength(8)
  expect(activity[0]).toMatchObject({ entries: 0, people: 0 })
  expect(activity.at(-1)?.entries).toBeGreaterThan(0)
  await expect(listCompletionsByDay(db, { days: 0 })).rejects.toThrow(InvalidInputError)
})

test('the views of monitoring show what there is after a refresh', async ({ pool }) => {
  const owner_user_id = await aUser(pool)
  await aContainer(pool, { owner_user_id, status_id: 2 })

  await refreshMonitoringViews(pool)

  const active =
    'SELECT active_containers::integer FROM containers_lab.mv_active_containers_per_user WHERE user_id = $1'
  expect(await value(pool, active, [owner_user_id])).toBe(1)
})
