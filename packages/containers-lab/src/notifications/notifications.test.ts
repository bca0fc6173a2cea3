import { expect } from 'vitest'

import { aUser } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  countUnreadNotifications,
  InvalidInputError,
  listNotifications,
  markAllNotificationsRead,
  markNotificationRead,
  notifyUsers,
  purgeNotifications,
} from '../index.js'

test('what people are told is listed newest first, counted, read and cleaned up', async ({ db }) => {
  const [userId, other] = [await aUser(db), await aUser(db)]
  expect(await notifyUsers(db, { userIds: [userId, other, 2_000_000_000], type: 'first' })).toBe(2)
  await notifyUsers(db, { userIds: [userId, userId], type: 'second', payload: { at: '22:00' } })

  const [newest, oldest] = await listNotifications(db, { userId })
  expect(newest).toMatchObject({ type: 'second', payload: { at: '22:00' }, read: false })
  expect(await countUnreadNotifications(db, { userId })).toBe(2)
  const notificationId = oldest?.notificationId ?? ''
  expect(await markNotificationRead(db, { userId: other, notificationId })).toBe(false)
  expect(await markNotificationRead(db, { userId, notificationId })).toBe(true)
  expect(await listNotifications(db, { userId, unreadOnly: true })).toEqual([newest])
  expect(await markAllNotificationsRead(db, { userId })).toBe(1)
  expect(await markAllNotificationsRead(db, { userId })).toBe(0)

  await db.query(
    "UPDATE containers_lab.notifications SET created_at = now() - interval '9 days' WHERE user_id IN ($1, $2)",
    [userId, other],
  )
  expect(await purgeNotifications(db, { days: 8, limit: 1 })).toBe(1)
  expect(await purgeNotifications(db, { days: 8 })).toBe(1)
  expect(await listNotifications(db, { userId })).toEqual([])
  expect(await countUnreadNotifications(db, { userId: other })).toBe(1)
  await expect(purgeNotifications(db, { days: -1 })).rejects.toThrow(InvalidInputError)
})
