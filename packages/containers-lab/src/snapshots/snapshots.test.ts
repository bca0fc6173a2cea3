import { expect } from 'vitest'

import { aContainer, aUser } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { deleteSnapshot, listSnapshots, recordSnapshot, TakenError, UnknownReferenceError } from '../index.js'

test('a snapshot is recorded once a name, listed and deleted', async ({ pool }) => {
  const [containerId, createdBy] = [await aContainer(pool), await aUser(pool)]
  await recordSnapshot(pool, { containerId, name: 'before', createdBy, notes: 'exam' })

  expect(await listSnapshots(pool, { containerId })).toMatchObject([{ name: 'before', createdBy, notes: 'exam' }])
  await expect(recordSnapshot(pool, { containerId, name: 'before' })).rejects.toThrow(TakenError)
  await expect(recordSnapshot(pool, { containerId: 2_000_000_000, name: 'x' })).rejects.toThrow(UnknownReferenceError)
  expect(await deleteSnapshot(pool, { containerId, name: 'before' })).toBe(true)
  expect(await deleteSnapshot(pool, { containerId, name: 'before' })).toBe(false)
  expect(await listSnapshots(pool, { containerId })).toEqual([])
})
