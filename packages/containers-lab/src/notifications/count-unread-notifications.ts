import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CountUnreadNotificationsParameters {
  userId: number
}

const countUnreadNotificationsParameters = z.object({
  userId: z.int().positive(),
})

/**
 * Counts what a person has not read.
 *
 * @throws InvalidInputError
 * @example
 * const unread = await countUnreadNotifications(db, { userId: 7 })
 */
export async function countUnreadNotifications(
  db: Queryable,
  parameters: CountUnreadNotificationsParameters,
): Promise<number> {
  const input = parseInput('countUnreadNotifications', countUnreadNotificationsParameters, parameters)
  const { rows } = await db.query(COUNT_UNREAD_NOTIFICATIONS, [input.userId])
  return z.object({ value: z.int() }).parse(rows[0]).value
}

const COUNT_UNREAD_NOTIFICATIONS = `
  SELECT count(*)::integer AS value FROM containers_lab.notifications AS item WHERE item.user_id = $1 AND NOT item.read
`
