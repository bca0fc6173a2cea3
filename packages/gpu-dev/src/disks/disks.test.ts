import { expect } from 'vitest'

import { aDisk, anActiveReservation, aReservation } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  acquireDisk,
  cancelReservation,
  completeDiskSnapshot,
  deleteReservation,
  findDisk,
  findDiskById,
  findDiskByReservation,
  getReservation,
  listAllDisks,
  listDisks,
  listDisksDueForRemoval,
  listOrphanedDisks,
  releaseDisk,
  removeDisk,
  renameDisk,
  requestDiskDelete,
  startDiskSnapshot,
  updateDisk,
  upsertDisk,
} from '../index.js'

test('of twenty who ask for a disk at once one gets it, and the others are told who', async ({ pool }) => {
  const reservations = await Promise.all(Array.from({ length: 20 }, () => aReservation(pool)))
  const diskId = await aDisk(pool, { diskName: 'raced' })
  for (let round = 0; round < 25; round += 1) {
    const answers = await Promise.all(
      reservations.map(({ reservationId }) => acquireDisk(pool, { owner: 'ada', diskName: 'raced', reservationId })),
    )

    const winner = reservations[answers.findIndex(({ outcome }) => outcome === 'acquired')]?.reservationId ?? ''
    expect(answers.filter(({ outcome }) => outcome === 'acquired')).toEqual([{ outcome: 'acquired', diskId }])
    for (const answer of answers.filter(({ outcome }) => outcome !== 'acquired')) {
      expect(answer).toEqual({ outcome: 'in_use', diskId, holder: winner })
    }
    expect(await releaseDisk(pool, { diskId, reservationId: winner })).toBe(true)
  }
})

test('a momentary lock on the row makes nobody fail', async ({ pool }) => {
  const { reservationId } = await aReservation(pool)
  const diskId = await aDisk(pool, { diskName: 'locked' })
  const other = await pool.connect()
  await other.query('BEGIN')
  await other.query('SELECT FROM gpu_dev.disks WHERE disk_id = $1 FOR UPDATE', [diskId])

  const asked = acquireDisk(pool, { owner: 'ada', diskName: 'locked', reservationId })
  await other.query('ROLLBACK')
  other.release()

  expect(await asked).toEqual({ outcome: 'acquired', diskId })
})

test('acquireDisk gives each reason its own outcome', async ({ db }) => {
  const { reservationId } = await aReservation(db)
  const diskId = await aDisk(db)
  const acquire = (diskName = 'scratch', by = reservationId) =>
    acquireDisk(db, { owner: 'ada', diskName, reservationId: by })

  expect(await acquire('nothing')).toEqual({ outcome: 'missing' })
  expect(await acquire('scratch', 'nowhere')).toEqual({ outcome: 'unknown_reservation' })
  const stranger = await aReservation(db, { owner: 'eve' })
  expect(await acquire('scratch', stranger.reservationId)).toEqual({ outcome: 'forbidden' })
  const ended = await aReservation(db)
  await cancelReservation(db, ended)
  expect(await acquire('scratch', ended.reservationId)).toEqual({ outcome: 'reservation_ended' })

  await startDiskSnapshot(db, { diskId })
  expect(await acquire()).toEqual({ outcome: 'backing_up' })
  await completeDiskSnapshot(db, { diskId })
  expect(await acquire()).toEqual({ outcome: 'acquired', diskId })
  expect(await acquire()).toEqual({ outcome: 'acquired', diskId })
  await releaseDisk(db, { diskId, reservationId })
  await requestDiskDelete(db, { owner: 'ada', diskName: 'scratch' })
  expect(await acquire()).toEqual({ outcome: 'deleted' })
})

test('only the holder frees a disk', async ({ db }) => {
  const holder = await aReservation(db)
  const other = await aReservation(db)
  const diskId = await aDisk(db)
  await acquireDisk(db, { owner: 'ada', diskName: 'scratch', reservationId: holder.reservationId })

  expect(await releaseDisk(db, { diskId, reservationId: other.reservationId })).toBe(false)
  expect(await findDiskByReservation(db, holder)).toMatchObject({ diskId, isInUse: true })
  expect(await releaseDisk(db, { diskId, reservationId: holder.reservationId })).toBe(true)
  expect(await releaseDisk(db, { diskId, reservationId: holder.reservationId })).toBe(false)
  expect(await findDiskByReservation(db, holder)).toBeUndefined()
})

test('deleting a reservation frees its disk', async ({ db }) => {
  const { reservationId } = await anActiveReservation(db)
  const diskId = await aDisk(db)
  await acquireDisk(db, { owner: 'ada', diskName: 'scratch', reservationId })

  await deleteReservation(db, { reservationId })

  expect(await findDiskById(db, { diskId })).toMatchObject({ isInUse: false, reservationId: null })
})

test('an acquisition and a cancellation at once leave no disk with an ended reservation', async ({ pool }) => {
  const diskId = await aDisk(pool, { diskName: 'contested' })
  for (let round = 0; round < 15; round += 1) {
    const { reservationId } = await aReservation(pool)

    await Promise.all([
      acquireDisk(pool, { owner: 'ada', diskName: 'contested', reservationId }),
      cancelReservation(pool, { reservationId }),
    ])

    expect(await getReservation(pool, { reservationId })).toMatchObject({ status: 'cancelled' })
    expect(await findDiskById(pool, { diskId })).toMatchObject({ isInUse: false, reservationId: null })
  }
})

const RULES = [
  ['a disk in use without a holder', 'in_use = true'],
  ['fewer than no snapshots', 'snapshot_count = -1'],
  ['fewer than no pending snapshots', 'pending_snapshot_count = -1'],
  ['a name with a slash', "disk_name = 'a/b'"],
  ['a size of nothing', 'size_gb = 0'],
  ['a deletion that nobody knows of', 'is_deleted = NULL'],
]
for (const [what, change] of RULES) {
  test(`the database refuses ${what}`, async ({ db }) => {
    const diskId = await aDisk(db)

    await expect(db.query(`UPDATE gpu_dev.disks SET ${change} WHERE disk_id = $1`, [diskId])).rejects.toMatchObject({
      code: expect.stringMatching(/^23(514|502)$/),
    })
  })
}

test('a disk is marked deleted when it is, on insert too', async ({ db }) => {
  const { rows } = await db.query(
    `INSERT INTO gpu_dev.disks (user_id, disk_name, is_deleted) VALUES ('ada', 'gone', true)
     RETURNING marked_deleted_at IS NOT NULL AS marked, disk_id`,
  )
  expect(rows[0].marked).toBe(true)

  await db.query('UPDATE gpu_dev.disks SET is_deleted = false WHERE disk_id = $1', [rows[0].disk_id])
  expect(await findDiskById(db, { diskId: rows[0].disk_id })).toMatchObject({ deletedAt: null })
})

test('of two renames to one name one is told that it is taken', async ({ pool }) => {
  for (let round = 0; round < 10; round += 1) {
    for (const diskName of ['one', 'two']) await aDisk(pool, { owner: `r${round}`, diskName })
    const rename = (diskName: string) => renameDisk(pool, { owner: `r${round}`, diskName, newName: 'both' })

    const outcomes = await Promise.all([rename('one'), rename('two')])

    expect(outcomes.sort()).toEqual(['name_taken', 'renamed'])
  }
})

test('renameDisk refuses what is missing, deleted or in use', async ({ db }) => {
  const { reservationId } = await aReservation(db)
  const diskId = await aDisk(db)
  const rename = () => renameDisk(db, { owner: 'ada', diskName: 'scratch', newName: 'results' })

  expect(await renameDisk(db, { owner: 'ada', diskName: 'nothing', newName: 'results' })).toBe('missing')
  await acquireDisk(db, { owner: 'ada', diskName: 'scratch', reservationId })
  expect(await rename()).toBe('in_use')
  await releaseDisk(db, { diskId, reservationId })
  expect(await rename()).toBe('renamed')
  expect(await findDisk(db, { owner: 'ada', diskName: 'results' })).toMatchObject({ diskId })
  await db.query("UPDATE gpu_dev.disks SET is_deleted = true, disk_name = 'scratch' WHERE disk_id = $1", [diskId])
  expect(await rename()).toBe('deleted')
  await expect(renameDisk(db, { owner: 'ada', diskName: 'x', newName: 'a/b' })).rejects.toMatchObject({
    code: 'GPU_INVALID_INPUT',
  })
})

test('snapshots are counted while they are taken and when they are over', async ({ db }) => {
  const diskId = await aDisk(db)

  expect(await startDiskSnapshot(db, { diskId })).toBe(1)
  expect(await startDiskSnapshot(db, { diskId })).toBe(2)
  expect(await completeDiskSnapshot(db, { diskId, diskSize: '1.2G', contentS3: 's3://x' })).toBe(1)
  expect(await findDiskById(db, { diskId })).toMatchObject({ isBackingUp: true, snapshotCount: 1, diskSize: '1.2G' })
  expect(await completeDiskSnapshot(db, { diskId, isSuccessful: false })).toBe(0)
  expect(await completeDiskSnapshot(db, { diskId, isSuccessful: false })).toBe(0)
  expect(await findDiskById(db, { diskId })).toMatchObject({
    isBackingUp: false,
    snapshotCount: 1,
    pendingSnapshotCount: 0,
    latestSnapshotContentS3: 's3://x',
  })
  const nowhere = '00000000-0000-4000-8000-00000000dead'
  expect(await startDiskSnapshot(db, { diskId: nowhere })).toBeUndefined()
  expect(await completeDiskSnapshot(db, { diskId: nowhere })).toBeUndefined()
})

test('upsertDisk adds what became known, updateDisk changes a closed set', async ({ db }) => {
  const made = await upsertDisk(db, { owner: 'ada', diskName: 'data', sizeGb: 100 })
  const again = await upsertDisk(db, { owner: 'ada', diskName: 'data', ebsVolumeId: 'vol-9' })

  expect(again).toMatchObject({ diskId: made.diskId, sizeGb: 100, ebsVolumeId: 'vol-9', isInUse: false })
  expect(await updateDisk(db, { diskId: made.diskId, changes: { sizeGb: null, diskSize: '3G' } })).toBe(true)
  expect(await findDisk(db, { owner: 'ada', diskName: 'data' })).toMatchObject({
    sizeGb: null,
    diskSize: '3G',
    ebsVolumeId: 'vol-9',
  })
  // @ts-expect-error A column that callers may not set.
  await expect(updateDisk(db, { diskId: made.diskId, changes: { inUse: false } })).rejects.toMatchObject({
    code: 'GPU_INVALID_INPUT',
  })
  expect(await findDisk(db, { owner: 'ada', diskName: 'nothing' })).toBeUndefined()
})

test('lists by owner, all in use, all deleted, due for removal and orphaned', async ({ db }) => {
  const { reservationId } = await aReservation(db, { owner: 'lena' })
  const used = await aDisk(db, { owner: 'lena', diskName: 'used' })
  const gone = await aDisk(db, { owner: 'lena', diskName: 'gone' })
  await acquireDisk(db, { owner: 'lena', diskName: 'used', reservationId })
  await requestDiskDelete(db, { owner: 'lena', diskName: 'gone', keepDays: 0 })
  const names = (disks: { diskName: string }[]) => disks.map(({ diskName }) => diskName)

  expect(names(await listDisks(db, { owner: 'lena' }))).toEqual(['used'])
  expect(names(await listDisks(db, { owner: 'lena', includeDeleted: true }))).toEqual(['gone', 'used'])
  expect(names(await listAllDisks(db, { which: 'in_use' }))).toContain('used')
  expect(names(await listAllDisks(db, { which: 'deleted' }))).toContain('gone')
  expect(names(await listDisksDueForRemoval(db))).toEqual(['gone'])
  await db.query('UPDATE gpu_dev.disks SET delete_date = delete_date - 2 WHERE disk_id = $1', [gone])
  expect(await listOrphanedDisks(db)).toEqual(
    expect.arrayContaining([expect.objectContaining({ diskName: 'gone', reason: 'removal_overdue' })]),
  )
  expect(await removeDisk(db, { diskId: used })).toBe(false)
  expect(await removeDisk(db, { diskId: gone })).toBe(true)
  expect(names(await listDisks(db, { owner: 'lena', includeDeleted: true }))).toEqual(['used'])
})
