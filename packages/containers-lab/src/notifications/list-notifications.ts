import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'

export interface ListNotificationsParameters {
  userId: number
  /** @default false */
  unreadOnly?: boolean
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listNotificationsParameters = z.object({
  userId: z.int().positive(),
  unreadOnly: z.boolean().default(false),
  limit: page.limit,
  offset: page.offset,
})

export interface Notification {
  notificationId: string
  type: string
  payload: unknown
  read: boolean
  createdAt: Date
}

const notification = z.object({
  notificationId: z.string(),
  type: z.string(),
  payload: z.unknown(),
  read: z.boolean(),
  createdAt: z.date(),
})

/**
 * Lists what a person is to be told, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const unread = await listNotifications(db, { userId: 7, unreadOnly: true })
 */
export async function listNotifications(
  db: Queryable,
  parameters: ListNotificationsParameters,
): Promise<Notification[]> {
  const input = parseInput('listNotifications', listNotificationsParameters, parameters)
  const { rows } = await db.query(LIST_NOTIFICATIONS, [input.userId, input.unreadOnly, input.limit, input.offset])
  return z.array(notification).parse(rows)
}

const LIST_NOTIFICATIONS = `
  SELECT item.id::text AS "notificationId", item.type, item.payload, item.read, item.created_at AS "createdAt"
  FROM containers_lab.notifications AS item
  WHERE item.user_id = $1 AND (NOT $2::boolean OR NOT item.read)
  ORDER BY item.created_at DESC, item.id DESC
  LIMIT $3 OFFSET $4
`
