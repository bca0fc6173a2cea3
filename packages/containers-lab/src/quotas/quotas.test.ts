import { expect } from 'vitest'

import { aTeam, aUser } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  checkAndReserveHotQuota,
  checkAndReserveQuota,
  deleteQuota,
  InvalidInputError,
  listQuotas,
  reconcileQuota,
  releaseQuota,
  repairQuota,
  setQuota,
  UnknownReferenceError,
} from '../index.js'

const OPEN = { coresLimit: null, memoryMbLimit: null, diskMbLimit: null, maxConcurrentContainers: null }

test('of two reservations at once that do not both fit, exactly one is granted', async ({ pool }) => {
  const userId = await aUser(pool)
  await setQuota(pool, { ...OPEN, userId, coresLimit: 1 })
  const asked = { userId, cores: 1, memoryMb: 1, diskMb: 1 }

  const granted = await Promise.all([checkAndReserveQuota(pool, asked), checkAndReserveQuota(pool, asked)])

  expect(granted.toSorted()).toEqual([false, true])
  expect(await releaseQuota(pool, asked)).toBe(true)
  expect(await releaseQuota(pool, asked)).toBe(false)
  expect(await checkAndReserveQuota(pool, asked)).toBe(true)
})

test('a hot quota is never granted once too often, and its connection keeps its settings', async ({ pool }) => {
  const userId = await aUser(pool)
  await setQuota(pool, { ...OPEN, userId, coresLimit: 15 })
  const asked = { userId, cores: 1, memoryMb: 1, diskMb: 1 }

  const setting = async () => (await pool.query('SHOW synchronous_commit')).rows[0].synchronous_commit
  const before = await setting()
  const ways = [checkAndReserveHotQuota, checkAndReserveQuota]
  const granted = await Promise.all(Array.from({ length: 40 }, (_, n) => ways[n % 2]!(pool, asked)))

  expect(granted.filter(Boolean)).toHaveLength(15)
  expect(await listQuotas(pool, { userId })).toMatchObject([{ coresUsed: 15 }])
  expect(new Set(await Promise.all(Array.from({ length: 10 }, setting)))).toEqual(new Set([before]))
})

test('a hot quota takes a pool, not a connection that may be inside a transaction', async ({ pool }) => {
  const client = await pool.connect()
  try {
    // @ts-expect-error: that is what is refused
    const asked = checkAndReserveHotQuota(client, { userId: 1, cores: 1, memoryMb: 1, diskMb: 1 })
    await expect(asked).rejects.toThrow(/already been connected/)
  } finally {
    client.release(true)
  }
})

test('the quota of a team is what its members hold together', async ({ db }) => {
  const [first, second] = [await aUser(db), await aUser(db)]
  const teamId = await aTeam(db, [first, second])
  await setQuota(db, { ...OPEN, teamId, coresLimit: 4 })
  await setQuota(db, { ...OPEN, teamId, coresLimit: 2 })
  const asked = { teamId, cores: 2, memoryMb: 1, diskMb: 1 }

  expect(await checkAndReserveQuota(db, { ...asked, userId: first })).toBe(true)
  expect(await checkAndReserveQuota(db, { ...asked, userId: second })).toBe(false)
  expect(await listQuotas(db, { teamId })).toMatchObject([{ teamId, userId: null, coresLimit: 2, coresUsed: 2 }])
  expect(await deleteQuota(db, { teamId })).toBe(true)
  expect(await deleteQuota(db, { teamId })).toBe(false)
  expect(await listQuotas(db, { teamId })).toEqual([])
})

test('a quota is that of one holder, who is there; amounts are positive', async ({ pool }) => {
  await expect(setQuota(pool, OPEN)).rejects.toThrow(InvalidInputError)
  await expect(setQuota(pool, { ...OPEN, userId: 1, teamId: 1 })).rejects.toThrow(InvalidInputError)
  await expect(setQuota(pool, { ...OPEN, userId: 2_000_000_000 })).rejects.toThrow(UnknownReferenceError)
  await expect(checkAndReserveQuota(pool, { userId: 1, cores: -1, memoryMb: 1, diskMb: 1 })).rejects.toThrow(
    InvalidInputError,
  )
})

test('a balance that somebody changed by hand is told and mended', async ({ db }) => {
  const userId = await aUser(db)
  await setQuota(db, { ...OPEN, userId })
  await checkAndReserveQuota(db, { userId, cores: 2, memoryMb: 1, diskMb: 1 })
  const mine = async () => (await reconcileQuota(db)).filter((wrong) => wrong.userId === userId)
  expect(await mine()).toEqual([])

  await db.query('UPDATE containers_lab.quota_balances SET cores_used = 9 WHERE user_id = $1', [userId])

  expect(await mine()).toMatchObject([{ source: 'balance', coresUsed: 9, coresHeld: 2 }])
  expect((await repairQuota(db)).filter((mended) => mended.userId === userId)).not.toEqual([])
  expect(await mine()).toEqual([])
})
