import { expect } from 'vitest'

import { aDisk, age, anActiveReservation, aReservation } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  acquireDisk,
  cancelReservation,
  claimDomainName,
  claimTargetGroup,
  findDisk,
  findDomainName,
  findReservationGroup,
  findTargetGroup,
  getReservation,
  listGroupNodes,
  listStageDurations,
  type ReservationStatus,
  transitionReservation,
  updateReservation,
} from '../index.js'

const ALLOWED: Record<ReservationStatus, readonly ReservationStatus[]> = {
  pending: ['queued', 'preparing', 'failed', 'cancelled'],
  queued: ['preparing', 'cancelled'],
  preparing: ['active', 'running', 'queued', 'failed', 'cancelled'],
  active: ['running', 'expired', 'completed', 'failed', 'cancelled'],
  running: ['active', 'expired', 'completed', 'failed', 'cancelled'],
  cancelled: [],
  failed: [],
  expired: [],
  completed: [],
}
const STATUSES = Object.keys(ALLOWED) as ReservationStatus[]

test('only the allowed statuses follow, and final ones stay', async ({ db }) => {
  for (const from of STATUSES) {
    for (const to of STATUSES) {
      const { reservationId } = await aReservation(db)
      if (from !== 'pending') {
        await db.query('UPDATE gpu_dev.reservations SET status = $2 WHERE reservation_id = $1', [reservationId, from])
      }
      const expected = from === to ? 'unchanged' : ALLOWED[from].includes(to) ? 'changed' : 'refused'

      const moved = await transitionReservation(db, { reservationId, to })

      expect({ from, to, ...moved }).toMatchObject({ outcome: expected, status: expected === 'refused' ? from : to })
      expect(await getReservation(db, { reservationId })).toMatchObject({ status: expected === 'refused' ? from : to })
    }
  }
})

test('not even a bare update leaves a final status', async ({ pool }) => {
  for (const final of ['cancelled', 'failed', 'expired', 'completed']) {
    const { reservationId } = await aReservation(pool)
    const write = (status: string) =>
      pool.query('UPDATE gpu_dev.reservations SET status = $2 WHERE reservation_id = $1', [reservationId, status])
    await write(final)

    await expect(write('active')).rejects.toMatchObject({ code: 'RV001' })
    expect(await getReservation(pool, { reservationId })).toMatchObject({ status: final })
  }
})

test('a transition asks for the owner and for where to come from', async ({ db }) => {
  const { reservationId } = await aReservation(db, { owner: 'ada' })

  expect(await transitionReservation(db, { reservationId, to: 'cancelled', owner: 'eve' })).toMatchObject({
    outcome: 'forbidden',
  })
  expect(await transitionReservation(db, { reservationId, to: 'cancelled', from: ['active'] })).toMatchObject({
    outcome: 'refused',
    status: 'pending',
  })
  expect(await transitionReservation(db, { reservationId: 'nowhere', to: 'failed' })).toEqual({ outcome: 'unknown' })
})

test('stamps and history tell the whole way', async ({ db }) => {
  const { reservationId } = await anActiveReservation(db, { durationHours: 6 })
  await transitionReservation(db, {
    reservationId,
    to: 'failed',
    failureReason: 'node lost',
    detail: 'The node is gone',
  })

  const ended = await getReservation(db, { reservationId })

  expect(ended.statusHistory.map(({ status }) => status)).toEqual(['pending', 'preparing', 'active', 'failed'])
  expect(ended.statusHistory[3]).toMatchObject({ message: 'The node is gone', failure_reason: 'node lost' })
  expect(ended).toMatchObject({ failureReason: 'node lost', detailedStatus: 'The node is gone' })
  const { launchedAt, expiresAt, endedAt, failedAt, cancelledAt, preparingAt } = ended
  expect(Number(expiresAt) - Number(launchedAt)).toBe(6 * 3_600_000)
  expect(endedAt).toEqual(failedAt)
  expect(cancelledAt).toBeNull()
  expect(preparingAt).not.toBeNull()
  expect(await listStageDurations(db, { from: new Date(0) })).toEqual(
    expect.arrayContaining([expect.objectContaining({ gpuType: null, medianQueueSeconds: expect.any(Number) })]),
  )
})

test('a cancelled reservation gives back its disk, its name and its target group', async ({ pool }) => {
  const { reservationId } = await anActiveReservation(pool)
  const diskId = await aDisk(pool, { diskName: 'cancelled' })
  const expiresAt = new Date(Date.now() + 3_600_000)
  await acquireDisk(pool, { owner: 'ada', diskName: 'cancelled', reservationId })
  await claimDomainName(pool, { domainName: 'train', reservationId, nodeIp: '10.0.0.7', nodePort: 80, expiresAt })
  await claimTargetGroup(pool, { domainName: 'train', reservationId, expiresAt })

  expect(await cancelReservation(pool, { reservationId, owner: 'ada' })).toMatchObject({ outcome: 'changed' })

  expect(await findDisk(pool, { owner: 'ada', diskName: 'cancelled' })).toMatchObject({ diskId, isInUse: false })
  expect(await findDomainName(pool, { domainName: 'train' })).toBeUndefined()
  expect(await findTargetGroup(pool, { reservationId })).toBeUndefined()
  expect(await cancelReservation(pool, { reservationId })).toMatchObject({ outcome: 'unchanged' })
})

test('cancelling a reservation that never got the disk leaves it to who has it', async ({ pool }) => {
  const holder = await anActiveReservation(pool)
  const other = await aReservation(pool, { diskName: 'held' })
  await aDisk(pool, { diskName: 'held' })
  await acquireDisk(pool, { owner: 'ada', diskName: 'held', reservationId: holder.reservationId })

  await cancelReservation(pool, { reservationId: other.reservationId })

  expect(await findDisk(pool, { owner: 'ada', diskName: 'held' })).toMatchObject({
    isInUse: true,
    reservationId: holder.reservationId,
  })
})

test('of an end and a cancellation at once, one stands', async ({ pool }) => {
  for (let round = 0; round < 15; round += 1) {
    const { reservationId } = await anActiveReservation(pool)

    const [expired, cancelled, failed] = await Promise.all([
      transitionReservation(pool, { reservationId, to: 'expired' }),
      cancelReservation(pool, { reservationId }),
      transitionReservation(pool, { reservationId, to: 'failed', failureReason: 'x' }),
    ])

    const changed = [expired, cancelled, failed].filter(({ outcome }) => outcome === 'changed')
    expect(changed).toHaveLength(1)
    expect(await getReservation(pool, { reservationId })).toMatchObject(
      changed[0]?.outcome === 'changed' ? { status: changed[0].status } : {},
    )
  }
})

test('the nodes of a group move together or not at all', async ({ db }) => {
  const { reservationId: groupId } = await aReservation(db, { nodes: 3, gpuType: 'h100', gpuCount: 4 })
  const node = `${groupId}-2`
  expect((await listGroupNodes(db, { groupId })).map(({ nodeIndex, totalNodes }) => [nodeIndex, totalNodes])).toEqual([
    [0, 3],
    [1, 3],
    [2, 3],
  ])

  expect(await transitionReservation(db, { reservationId: node, to: 'preparing' })).toMatchObject({
    outcome: 'changed',
    nodes: 3,
  })
  await updateReservation(db, { reservationId: node, changes: { nodeIp: '10.0.0.9' } })
  expect(await findReservationGroup(db, { groupId })).toMatchObject({
    status: 'preparing',
    gpuCount: 12,
    nodes: 3,
    totalNodes: 3,
    reachableNodes: 1,
  })

  // A row that something else has ended stops the others from going on without it.
  await db.query("UPDATE gpu_dev.reservations SET status = 'failed' WHERE reservation_id = $1", [node])
  expect(await transitionReservation(db, { reservationId: groupId, to: 'active' })).toMatchObject({
    outcome: 'refused',
    status: 'failed',
  })
  expect(await findReservationGroup(db, { groupId })).toMatchObject({ status: null })
  expect((await listGroupNodes(db, { groupId })).map(({ status }) => status)).toEqual([
    'preparing',
    'preparing',
    'failed',
  ])
  expect(await findReservationGroup(db, { groupId: 'nowhere' })).toBeUndefined()
  expect(await listGroupNodes(db, { groupId: 'nowhere' })).toEqual([])
})

test('a place in a group is taken once', async ({ db }) => {
  const { reservationId: groupId } = await aReservation(db, { nodes: 2 })

  await expect(
    db.query('UPDATE gpu_dev.reservations SET node_index = 0 WHERE master_reservation_id = $1', [groupId]),
  ).rejects.toMatchObject({ constraint: 'uq_reservations_node' })
})

test('a group can be ended although one of its nodes has ended', async ({ db }) => {
  const { reservationId: groupId } = await anActiveReservation(db, { nodes: 2 })
  await db.query("UPDATE gpu_dev.reservations SET status = 'failed' WHERE reservation_id = $1", [`${groupId}-1`])
  await age(db, groupId, '1 hour', ['created_at'])

  expect(await cancelReservation(db, { reservationId: groupId })).toMatchObject({ outcome: 'changed', nodes: 1 })
  expect((await listGroupNodes(db, { groupId })).map(({ status }) => status)).toEqual(['cancelled', 'failed'])
})
