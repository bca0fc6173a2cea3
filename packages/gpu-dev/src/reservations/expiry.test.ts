import { expect } from 'vitest'

import { age, anActiveReservation, aReservation } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  archiveReservations,
  cancelReservation,
  cancelStaleReservations,
  claimExpiryWarnings,
  expireReservations,
  extendReservation,
  failStuckReservations,
  getReservation,
  listDueReservations,
  listEndedReservations,
  listGroupNodes,
  startReservation,
  transitionReservation,
  trimPodLogs,
  updateReservation,
} from '../index.js'

test('an extension moves the end, clears the warnings and is on record', async ({ db }) => {
  const { reservationId } = await anActiveReservation(db, { durationHours: 1 })
  await age(db, reservationId, '50 minutes', ['launched_at', 'expires_at'])
  expect(await claimExpiryWarnings(db)).toMatchObject([{ reservationId, minutes: 15 }])
  const before = await getReservation(db, { reservationId })

  const extension = await extendReservation(db, { reservationId, owner: 'ada', hours: 8 })

  expect(extension).toMatchObject({ outcome: 'extended', durationHours: 9 })
  const after = await getReservation(db, { reservationId })
  expect(Number(after.expiresAt) - Number(before.expiresAt)).toBe(8 * 3_600_000)
  expect(after).toMatchObject({ durationHours: 9, warningsSent: {}, warning: null, lastWarningTime: null })
  expect(after.statusHistory.at(-1)).toMatchObject({ message: 'Extended by 8 hours' })
  expect(extension).toMatchObject({ expiresAt: after.expiresAt })
})

test('an extension says why it is refused, and then nothing moves', async ({ db }) => {
  const { reservationId } = await anActiveReservation(db, { durationHours: 40 })
  const waiting = await aReservation(db)
  const { expiresAt } = await getReservation(db, { reservationId })
  const extend = (id: string, hours: number, owner = 'ada') =>
    extendReservation(db, { reservationId: id, owner, hours })

  expect(await extend(reservationId, 9)).toEqual({ outcome: 'over_cap', status: 'active', expiresAt })
  expect(await extend(reservationId, 1, 'eve')).toEqual({ outcome: 'forbidden' })
  expect(await extend('nowhere', 1)).toEqual({ outcome: 'unknown' })
  expect(await extend(waiting.reservationId, 1)).toMatchObject({ outcome: 'not_active', status: 'pending' })
  await expect(extend(reservationId, 73)).rejects.toMatchObject({ code: 'GPU_INVALID_INPUT' })
  expect(await getReservation(db, { reservationId })).toMatchObject({ expiresAt, durationHours: 40 })
  expect(await extend(reservationId, 8)).toMatchObject({ outcome: 'extended' })
  await age(db, reservationId, '49 hours', ['launched_at', 'expires_at'])
  expect(await extend(reservationId, 1)).toMatchObject({ outcome: 'not_active', status: 'active' })
})

test('extensions at once stay under the cap together', async ({ pool }) => {
  const { reservationId } = await anActiveReservation(pool, { durationHours: 24 })

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => extendReservation(pool, { reservationId, owner: 'ada', hours: 8 })),
  )

  expect(answers.filter(({ outcome }) => outcome === 'extended')).toHaveLength(3)
  expect(await getReservation(pool, { reservationId })).toMatchObject({ durationHours: 48 })
})

test('a request under one id is granted once', async ({ pool }) => {
  const { reservationId } = await anActiveReservation(pool, { durationHours: 4 })
  const ask = () => extendReservation(pool, { reservationId, owner: 'ada', hours: 2, requestId: 'message-7' })

  const answers = await Promise.all([ask(), ask(), ask()])

  for (const answer of answers) expect(answer).toMatchObject({ outcome: 'extended', durationHours: 6 })
  expect(await getReservation(pool, { reservationId })).toMatchObject({ durationHours: 6 })
})

test('a group is extended and expires as one', async ({ db }) => {
  const { reservationId: groupId } = await anActiveReservation(db, { nodes: 3, durationHours: 1 })
  await extendReservation(db, { reservationId: `${groupId}-1`, owner: 'ada', hours: 1 })
  await age(db, groupId, '123 minutes', ['launched_at', 'expires_at'])

  expect((await expireReservations(db, { batch: 1 })).sort()).toEqual([groupId, `${groupId}-1`, `${groupId}-2`])
  expect(new Set((await listGroupNodes(db, { groupId })).map(({ status }) => status))).toEqual(new Set(['expired']))
})

test('expiry takes the oldest first, in batches, until none is left, and heeds the grace', async ({ db }) => {
  const ids: string[] = []
  for (const minutes of [70, 65, 63, 61]) {
    const { reservationId } = await anActiveReservation(db, { durationHours: 1 })
    await age(db, reservationId, `${minutes} minutes`, ['launched_at', 'expires_at'])
    ids.push(reservationId)
  }
  await db.query("UPDATE gpu_dev.reservations SET status = 'running' WHERE reservation_id = $1", [ids[0]])
  expect((await listDueReservations(db)).map(({ reservationId }) => reservationId)).toEqual(ids)

  expect(await expireReservations(db, { batch: 1, maxBatches: 1 })).toEqual([ids[0]])
  expect(await expireReservations(db, { batch: 1 })).toEqual([ids[1], ids[2]])
  expect(await expireReservations(db)).toEqual([])
  expect(await expireReservations(db, { graceSeconds: 0 })).toEqual([ids[3]])
  expect(await getReservation(db, { reservationId: ids[0] ?? '' })).toMatchObject({
    status: 'expired',
    endedAt: expect.any(Date),
  })
})

test('sweeps at once pass over each other’s rows, and end each once', async ({ pool }) => {
  const ids = []
  for (let made = 0; made < 40; made += 1) ids.push((await anActiveReservation(pool)).reservationId)
  await pool.query(
    "UPDATE gpu_dev.reservations SET expires_at = now() - interval '1 hour' WHERE reservation_id = ANY ($1)",
    [ids],
  )
  const other = await pool.connect()
  await other.query('BEGIN')
  await other.query('SELECT FROM gpu_dev.reservations WHERE reservation_id = $1 FOR UPDATE', [ids[0]])

  const expired = (await Promise.all(Array.from({ length: 4 }, () => expireReservations(pool, { batch: 7 })))).flat()
  await other.query('ROLLBACK')
  other.release()

  expect(expired.sort()).toEqual(ids.slice(1).sort())
  expect(await expireReservations(pool)).toEqual([ids[0]])
})

test('each warning goes out once, the most urgent of those that were missed', async ({ db }) => {
  const { reservationId } = await anActiveReservation(db, { durationHours: 1 })
  const minutes = async () => (await claimExpiryWarnings(db)).map((warning) => warning.minutes)

  expect(await minutes()).toEqual([])
  await age(db, reservationId, '31 minutes', ['expires_at'])
  expect(await minutes()).toEqual([30])
  expect(await minutes()).toEqual([])
  await age(db, reservationId, '26 minutes', ['expires_at'])
  expect(await minutes()).toEqual([5])
  expect(await minutes()).toEqual([])
  expect(await getReservation(db, { reservationId })).toMatchObject({
    warningsSent: { '30min_warning_sent': true, '15min_warning_sent': true, '5min_warning_sent': true },
    lastWarningTime: expect.stringMatching(/^\d+$/),
  })
  await age(db, reservationId, '10 minutes', ['expires_at'])
  expect(await minutes()).toEqual([])
})

test('warnings asked for at once are given once', async ({ pool }) => {
  const ids = []
  for (let made = 0; made < 10; made += 1) ids.push((await anActiveReservation(pool)).reservationId)
  await pool.query(
    "UPDATE gpu_dev.reservations SET expires_at = now() + interval '10 minutes' WHERE reservation_id = ANY ($1)",
    [ids],
  )

  const claimed = (await Promise.all(Array.from({ length: 5 }, () => claimExpiryWarnings(pool, { limit: 3 })))).flat()

  const rest = await claimExpiryWarnings(pool)
  expect([...claimed, ...rest].map(({ reservationId }) => reservationId).sort()).toEqual([...ids].sort())
})

test('what is stuck in preparation fails, what waits too long is cancelled, and nothing else', async ({ db }) => {
  const stuck = await aReservation(db)
  await startReservation(db, stuck)
  await age(db, stuck.reservationId, '61 minutes', ['preparing_at'])
  const stale = await aReservation(db)
  const used = await anActiveReservation(db)
  const young = await aReservation(db)
  for (const { reservationId } of [stale, used])
    await age(db, reservationId, '49 hours', ['created_at', 'preparing_at'])

  expect(await failStuckReservations(db)).toEqual([stuck.reservationId])
  expect(await cancelStaleReservations(db)).toEqual([stale.reservationId])

  expect(await getReservation(db, stuck)).toMatchObject({
    status: 'failed',
    failureReason: 'Preparation took too long',
  })
  expect(await getReservation(db, stale)).toMatchObject({ status: 'cancelled', cancelledAt: expect.any(Date) })
  expect(await getReservation(db, used)).toMatchObject({ status: 'active' })
  expect(await getReservation(db, young)).toMatchObject({ status: 'pending' })
})

test('one that just got its turn is not cancelled as stale', async ({ pool }) => {
  for (let round = 0; round < 10; round += 1) {
    const stale = await aReservation(pool)
    await age(pool, stale.reservationId, '49 hours', ['created_at'])

    const [cancelled, started] = await Promise.all([
      cancelStaleReservations(pool),
      transitionReservation(pool, { reservationId: stale.reservationId, to: 'preparing' }),
    ])

    const { status } = await getReservation(pool, stale)
    expect(status).toBe(cancelled.includes(stale.reservationId) ? 'cancelled' : 'preparing')
    expect(started.outcome).toBe(status === 'preparing' ? 'changed' : 'refused')
  }
})

test('lists what ended lately, failed ones for a shorter time', async ({ db }) => {
  const cancelled = await aReservation(db)
  const failed = await aReservation(db)
  await cancelReservation(db, cancelled)
  await transitionReservation(db, { reservationId: failed.reservationId, to: 'failed' })
  const ended = async () => (await listEndedReservations(db)).map(({ reservationId }) => reservationId)

  expect(await ended()).toEqual(expect.arrayContaining([cancelled.reservationId, failed.reservationId]))
  for (const { reservationId } of [cancelled, failed]) await age(db, reservationId, '25 hours', ['reservation_ended'])
  expect(await ended()).toContain(cancelled.reservationId)
  expect(await ended()).not.toContain(failed.reservationId)
})

test('archiving moves what ended long ago, groups whole, without secrets and logs', async ({ db }) => {
  const { reservationId } = await anActiveReservation(db, { nodes: 2, name: 'old' })
  await updateReservation(db, { reservationId, changes: { jupyterToken: 'hush', podLogs: 'x'.repeat(50) } })
  await cancelReservation(db, { reservationId })
  const kept = await anActiveReservation(db)
  expect(await archiveReservations(db, { olderThanDays: 30 })).toBe(0)
  await age(db, reservationId, '31 days', ['reservation_ended'])

  expect(await trimPodLogs(db, { keepCharacters: 10 })).toBe(1)
  expect((await getReservation(db, { reservationId })).podLogs).toHaveLength(10)
  expect(await archiveReservations(db, { olderThanDays: 30 })).toBe(2)

  await expect(getReservation(db, { reservationId })).rejects.toMatchObject({ code: 'GPU_UNKNOWN_RESERVATION' })
  expect(await getReservation(db, kept)).toMatchObject({ status: 'active' })
  const { rows } = await db.query('SELECT record FROM gpu_dev.archived_reservations WHERE reservation_id = $1', [
    reservationId,
  ])
  expect(rows[0].record).toMatchObject({ name: 'old', status: 'cancelled' })
  expect(JSON.stringify(rows[0].record)).not.toMatch(/hush|xxxx/)
})
