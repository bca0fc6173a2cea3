import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface MarkNotificationReadParameters {
  userId: number
  notificationId: string
}

const markNotificationReadParameters = z.object({
  userId: z.int().positive(),
  notificationId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
})

/**
 * Marks one notification of a person read; false where they have none of the id.
 *
 * @throws InvalidInputError
 * @example
 * await markNotificationRead(db, { userId: 7, notificationId: '12' })
 */
export async function markNotificationRead(
  db: Queryable,
  parameters: MarkNotificationReadParameters,
): Promise<boolean> {
  const input = parseInput('markNotificationRead', markNotificationReadParameters, parameters)
  const { rows } = await db.query(MARK_NOTIFICATION_READ, [input.userId, input.notificationId])
  return rows.length > 0
}

const MARK_NOTIFICATION_READ = `
  UPDATE containers_lab.notifications AS item SET read = true
  WHERE item.id = $2 AND item.user_id = $1
  RETURNING item.id
`
