import { expect } from 'vitest'

import { aReservation } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  acquireDisk,
  findDisk,
  findDiskOperation,
  finishDiskOperation,
  listDiskOperations,
  requestDiskCreate,
  requestDiskDelete,
  setUserLimits,
  startDiskOperation,
} from '../index.js'

async function made(db: Parameters<typeof requestDiskCreate>[0], diskName: string) {
  const asked = await requestDiskCreate(db, { owner: 'ada', diskName, sizeGb: 100 })
  if (asked.outcome !== 'requested') throw new Error(`Expected a disk: ${asked.outcome}.`)
  const started = await startDiskOperation(db, asked)
  if (started.outcome !== 'started') throw new Error('Expected it to start.')
  await finishDiskOperation(db, { ...asked, fence: started.fence, ebsVolumeId: 'vol-1' })
  return asked
}

test('an operation can be polled from the moment it is asked for until after its end', async ({ db }) => {
  const asked = await requestDiskCreate(db, { owner: 'ada', diskName: 'scratch', sizeGb: 500 })
  if (asked.outcome !== 'requested') throw new Error('Expected a disk.')
  const { operationId, diskId } = asked

  expect(await findDiskOperation(db, { operationId })).toMatchObject({
    status: 'pending',
    sizeGb: 500,
    diskId,
    fence: 0,
  })
  expect(await findDisk(db, { owner: 'ada', diskName: 'scratch' })).toMatchObject({
    sizeGb: 500,
    diskSize: null,
    operationId,
    operationStatus: 'pending',
  })
  const { rows } = await db.query('SELECT message FROM pgmq.q_disk_operations WHERE msg_id = $1', [asked.messageId])
  expect(rows[0].message).toMatchObject({
    action: 'create_disk',
    operation_id: operationId,
    disk_name: 'scratch',
    size_gb: 500,
  })

  const { reservationId } = await aReservation(db)
  expect(await acquireDisk(db, { owner: 'ada', diskName: 'scratch', reservationId })).toEqual({ outcome: 'busy' })

  const started = await startDiskOperation(db, { operationId })
  expect(started).toEqual({ outcome: 'started', fence: 1 })
  expect(await finishDiskOperation(db, { operationId, fence: 1, ebsVolumeId: 'vol-7' })).toBe(true)
  expect(await findDiskOperation(db, { operationId })).toMatchObject({
    status: 'completed',
    finishedAt: expect.any(Date),
  })
  expect(await findDisk(db, { owner: 'ada', diskName: 'scratch' })).toMatchObject({
    ebsVolumeId: 'vol-7',
    operationStatus: 'completed',
  })
  expect(await startDiskOperation(db, { operationId })).toEqual({ outcome: 'over', status: 'completed' })
  expect(await acquireDisk(db, { owner: 'ada', diskName: 'scratch', reservationId })).toMatchObject({
    outcome: 'acquired',
  })
})

test('who was taken over from is refused by the fence', async ({ db }) => {
  const asked = await requestDiskCreate(db, { owner: 'ada', diskName: 'fenced', sizeGb: 1 })
  if (asked.outcome !== 'requested') throw new Error('Expected a disk.')
  const { operationId } = asked
  await startDiskOperation(db, { operationId })
  expect(await startDiskOperation(db, { operationId })).toEqual({ outcome: 'started', fence: 2 })

  expect(await finishDiskOperation(db, { operationId, fence: 1, error: 'too slow' })).toBe(false)
  expect(await findDiskOperation(db, { operationId })).toMatchObject({ status: 'running', error: null })
  expect(await finishDiskOperation(db, { operationId, fence: 2, error: 'no space' })).toBe(true)
  expect(await finishDiskOperation(db, { operationId, fence: 2 })).toBe(false)
  expect(await findDiskOperation(db, { operationId })).toMatchObject({ status: 'failed', error: 'no space' })
  expect(await findDisk(db, { owner: 'ada', diskName: 'fenced' })).toMatchObject({ operationError: 'no space' })
  const unknown = { operationId: '00000000-0000-4000-8000-00000000dead' }
  expect(await startDiskOperation(db, unknown)).toEqual({ outcome: 'unknown' })
  expect(await findDiskOperation(db, unknown)).toBeUndefined()
})

test('a name is taken once, however many ask', async ({ pool }) => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => requestDiskCreate(pool, { owner: 'ada', diskName: 'once', sizeGb: 1 })),
  )

  expect(answers.filter(({ outcome }) => outcome === 'requested')).toHaveLength(1)
  expect(answers.filter(({ outcome }) => outcome === 'name_taken')).toHaveLength(7)
  expect(await listDiskOperations(pool, { owner: 'ada', diskName: 'once' })).toHaveLength(1)
})

test('limits on disks hold under concurrent requests', async ({ pool }) => {
  await setUserLimits(pool, { username: 'lena', maxDisks: 3, maxDiskGb: 1000 })

  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      requestDiskCreate(pool, { owner: 'lena', diskName: `d${index}`, sizeGb: 10 }),
    ),
  )

  expect(answers.filter(({ outcome }) => outcome === 'requested')).toHaveLength(3)
  await setUserLimits(pool, { username: 'lena', maxDiskGb: 100 })
  expect(await requestDiskCreate(pool, { owner: 'lena', diskName: 'big', sizeGb: 71 })).toEqual({
    outcome: 'limit_exceeded',
  })
  expect(await requestDiskCreate(pool, { owner: 'lena', diskName: 'fits', sizeGb: 70 })).toMatchObject({
    outcome: 'requested',
  })
})

test('a deletion marks the disk, keeps the data thirty days, and is told apart from refusals', async ({ db }) => {
  await made(db, 'old')
  const remove = () => requestDiskDelete(db, { owner: 'ada', diskName: 'old' })
  const { reservationId } = await aReservation(db)
  await acquireDisk(db, { owner: 'ada', diskName: 'old', reservationId })
  expect(await remove()).toEqual({ outcome: 'in_use', holder: reservationId })
  await db.query('UPDATE gpu_dev.disks SET in_use = false WHERE reservation_id = $1', [reservationId])

  const asked = await remove()

  if (asked.outcome !== 'requested') throw new Error('Expected a deletion.')
  const days = (Date.parse(asked.deleteDate) - Date.parse(new Date().toISOString().slice(0, 10))) / 86_400_000
  expect(days).toBe(30)
  expect(await findDisk(db, { owner: 'ada', diskName: 'old' })).toMatchObject({
    isDeleted: true,
    deleteDate: asked.deleteDate,
    deletedAt: expect.any(Date),
    operationStatus: 'pending',
  })
  expect(await remove()).toEqual({ outcome: 'deleted' })
  expect(await requestDiskDelete(db, { owner: 'ada', diskName: 'nothing' })).toEqual({ outcome: 'missing' })

  await startDiskOperation(db, asked)
  await finishDiskOperation(db, { ...asked, fence: 1, error: 'volume is attached' })
  expect(await findDisk(db, { owner: 'ada', diskName: 'old' })).toMatchObject({ isDeleted: false, deleteDate: null })
  expect(
    (await listDiskOperations(db, { owner: 'ada', diskName: 'old' })).map(({ action, status }) => [action, status]),
  ).toEqual([
    ['delete_disk', 'failed'],
    ['create_disk', 'completed'],
  ])
})

test('what is being done to a disk comes to its end before anything else begins', async ({ db }) => {
  await requestDiskCreate(db, { owner: 'ada', diskName: 'young', sizeGb: 1 })

  expect(await requestDiskDelete(db, { owner: 'ada', diskName: 'young' })).toEqual({ outcome: 'busy' })
})
