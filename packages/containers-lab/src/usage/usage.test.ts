import { expect } from 'vitest'

import { aUser, insert } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  carryUsageForward,
  checkAndReserveQuota,
  InvalidInputError,
  listMonthlyUsage,
  listUsage,
  setQuota,
} from '../index.js'

test('usage is listed by day and summed by month', async ({ db }) => {
  const userId = await aUser(db)
  for (const [period_start, cores_used] of [
    ['2025-12-31', 9],
    ['2026-01-01', 1],
    ['2026-01-31', 3],
  ]) {
    await insert(db, 'usage_counters', { user_id: userId, period_start, cores_used, memory_mb_used: 512 })
  }

  const days = await listUsage(db, { from: '2026-01-01', to: '2026-01-31', userId })
  expect(days.map(({ day, coresUsed }) => [day, coresUsed])).toEqual([
    ['2026-01-01', 1],
    ['2026-01-31', 3],
  ])
  const months = await listMonthlyUsage(db, { from: '2026-01-15', to: '2026-01-15', userId })
  expect(months).toMatchObject([{ month: '2026-01-01', days: 2, coreDays: 4, memoryMbDays: 1024, peakCores: 3 }])
  expect(await listUsage(db, { from: '2027-01-01', to: '2027-01-31', userId })).toEqual([])
  await expect(listUsage(db, { from: 'yesterday', to: '2026-01-31' })).rejects.toThrow(InvalidInputError)
})

test('who still holds something has a counter of today', async ({ db }) => {
  const userId = await aUser(db)
  const open = { coresLimit: null, memoryMbLimit: null, diskMbLimit: null, maxConcurrentContainers: null }
  await setQuota(db, { userId, ...open })
  await checkAndReserveQuota(db, { userId, cores: 2, memoryMb: 1, diskMb: 1 })
  await db.query('UPDATE containers_lab.usage_counters SET period_start = CURRENT_DATE - 2 WHERE user_id = $1', [
    userId,
  ])

  expect(await carryUsageForward(db)).toBe(2)
  expect(await carryUsageForward(db)).toBe(0)

  const days = await listUsage(db, { from: '2000-01-01', to: '9000-01-01', userId })
  expect(days.map(({ coresUsed }) => coresUsed)).toEqual([2, 2, 2])
})
