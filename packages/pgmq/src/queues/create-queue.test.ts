import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { createQueue, dropQueue, InvalidInputError, listQueues, metricsAll } from '../index.js'

test('a queue is there from createQueue to dropQueue', async ({ db }) => {
  await createQueue(db, { name: 'Orders' })
  await createQueue(db, { name: 'orders' })

  expect(await listQueues(db)).toEqual([
    { name: 'Orders', isPartitioned: false, isUnlogged: false, createdAt: expect.any(Date) },
  ])
  expect(await metricsAll(db)).toMatchObject([{ name: 'Orders', length: 0, visibleLength: 0, totalMessages: '0' }])
  expect(await dropQueue(db, { name: 'ORDERS' })).toBe(true)
  expect(await dropQueue(db, { name: 'ORDERS' })).toBe(false)
  expect(await listQueues(db)).toEqual([])
})

test('refuses a name that no queue can have', async ({ db }) => {
  await expect(createQueue(db, { name: 'a;b' })).rejects.toThrow(InvalidInputError)
  await expect(dropQueue(db, { name: '' })).rejects.toThrow(InvalidInputError)
})
