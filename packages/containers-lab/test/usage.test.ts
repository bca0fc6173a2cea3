import { expect } from 'vitest'

import { actAs, aTeam, aUser, reserve, reserveContainer, rowsOf, value } from './builders.js'
import { test } from './test.js'

const CARRY = 'SELECT containers_lab.carry_usage_forward()'
const DAYS = `SELECT CURRENT_DATE - period_start AS ago, cores_used, team_id FROM containers_lab.usage_counters
  WHERE user_id = $1 ORDER BY period_start`

test('who keeps a container has a counter for every day, missed ones included', async ({ db }) => {
  const user = await aUser(db)
  const team = await aTeam(db, [user])
  await reserveContainer(db, user, team, 2)
  await db.query('UPDATE containers_lab.usage_counters SET period_start = CURRENT_DATE - 3')

  expect(await value(db, CARRY)).toBe('6')
  expect(await rowsOf(db, DAYS, [user])).toEqual([3, 2, 1, 0].map((ago) => ({ ago, cores_used: 2, team_id: team })))
  expect(await value(db, CARRY)).toBe('0')
  expect(await rowsOf(db, 'SELECT * FROM containers_lab.reconcile_quota()')).toEqual([])
})

test('who gave everything back has no further counters', async ({ db }) => {
  const user = await aUser(db)
  const id = await reserveContainer(db, user)
  await db.query('DELETE FROM containers_lab.containers WHERE id = $1', [id])
  await db.query('UPDATE containers_lab.usage_counters SET period_start = CURRENT_DATE - 3')

  expect(await value(db, CARRY)).toBe('0')
})

test('carrying forward beside first reservations of the day loses none', async ({ pool }) => {
  const users = await Promise.all(Array.from({ length: 8 }, () => aUser(pool)))
  await Promise.all(users.map((user) => reserveContainer(pool, user)))
  await pool.query('UPDATE containers_lab.usage_counters SET period_start = CURRENT_DATE - 1')

  await Promise.all([value(pool, CARRY), ...users.map((user) => reserveContainer(pool, user)), value(pool, CARRY)])

  expect(await rowsOf(pool, 'SELECT * FROM containers_lab.reconcile_quota()')).toEqual([])
})

test('usage_by_month multiplies amounts by days and is seen by who it concerns', async ({ db }) => {
  const [user, other] = [await aUser(db), await aUser(db)]
  for (const [day, cores] of [
    ['2031-01-30', 2],
    ['2031-01-31', 4],
    ['2031-02-01', 1],
  ]) {
    await db.query(
      'INSERT INTO containers_lab.usage_counters (user_id, period_start, cores_used) VALUES ($1, $2, $3)',
      [user, day, cores],
    )
  }
  const months = `SELECT month::text, days, core_days::integer, peak_cores FROM containers_lab.usage_by_month
    WHERE user_id = $1 ORDER BY month`

  expect(await rowsOf(db, months, [user])).toEqual([
    { month: '2031-01-01', days: 2, core_days: 6, peak_cores: 4 },
    { month: '2031-02-01', days: 1, core_days: 1, peak_cores: 1 },
  ])
  await actAs(db, other)
  await db.query('SET LOCAL ROLE app_role')
  expect(await rowsOf(db, months, [user])).toEqual([])
  expect(await reserve(db, other, null, 1)).toBe(true)
})
