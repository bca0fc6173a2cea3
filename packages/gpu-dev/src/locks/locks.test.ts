import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { acquireLock, listReservations, releaseLock, renewLock } from '../index.js'

const stranger = '00000000-0000-4000-8000-00000000dead'

test('of ten who ask at once one has the lock, and the others are told who', async ({ pool }) => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      acquireLock(pool, { name: 'disks', leaseSeconds: 60, ownerName: `worker-${index}` }),
    ),
  )

  const winner = answers.findIndex(({ outcome }) => outcome === 'acquired')
  expect(answers.filter(({ outcome }) => outcome === 'acquired')).toHaveLength(1)
  for (const answer of answers.filter(({ outcome }) => outcome === 'held')) {
    expect(answer).toMatchObject({ ownerName: `worker-${winner}` })
  }
})

test('a slow holder does not free the lock of its successor', async ({ db }) => {
  const first = await acquireLock(db, { name: 'group:1', leaseSeconds: 60 })
  if (first.outcome !== 'acquired') throw new Error('Expected the lock.')
  await db.query("UPDATE gpu_dev.coordination_locks SET expires_at = clock_timestamp() WHERE lock_name = 'group:1'")
  const second = await acquireLock(db, { name: 'group:1', leaseSeconds: 60 })
  if (second.outcome !== 'acquired') throw new Error('Expected the lock.')

  expect(await releaseLock(db, { name: 'group:1', token: first.token })).toBe(false)
  expect(await renewLock(db, { name: 'group:1', token: first.token, leaseSeconds: 60 })).toBe(false)
  expect(await renewLock(db, { name: 'group:1', token: second.token, leaseSeconds: 60 })).toBe(true)
  expect(await acquireLock(db, { name: 'group:1', leaseSeconds: 60 })).toMatchObject({ outcome: 'held' })
  expect(await releaseLock(db, { name: 'group:1', token: second.token })).toBe(true)
  expect(await releaseLock(db, { name: 'group:1', token: stranger })).toBe(false)
})

test('locks are no reservations', async ({ db }) => {
  await acquireLock(db, { name: 'group:2', leaseSeconds: 60 })

  expect(await listReservations(db)).toEqual([])
})
