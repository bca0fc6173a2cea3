import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface MarkAllNotificationsReadParameters {
  userId: number
}

const markAllNotificationsReadParameters = z.object({
  userId: z.int().positive(),
})

/**
 * Marks everything of a person read and gives how many were not.
 *
 * @throws InvalidInputError
 * @example
 * await markAllNotificationsRead(db, { userId: 7 })
 */
export async function markAllNotificationsRead(
  db: Queryable,
  parameters: MarkAllNotificationsReadParameters,
): Promise<number> {
  const input = parseInput('markAllNotificationsRead', markAllNotificationsReadParameters, parameters)
  const { rows } = await db.query(MARK_ALL_NOTIFICATIONS_READ, [input.userId])
  return z.object({ value: z.int() }).parse(rows[0]).value
}

const MARK_ALL_NOTIFICATIONS_READ = `
  WITH marked AS (
    UPDATE containers_lab.notifications AS item SET read = true WHERE item.user_id = $1 AND NOT item.read RETURNING item.id
  )
  SELECT count(*)::integer AS value FROM marked
`
