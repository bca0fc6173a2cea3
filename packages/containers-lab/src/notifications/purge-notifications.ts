import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface PurgeNotificationsParameters {
  days: number
  /** @default 10000 */
  limit?: number
}

const purgeNotificationsParameters = z.object({
  days: z.int().nonnegative(),
  limit: z.int().min(1).max(100_000).default(10_000),
})

/**
 * Deletes notifications that were read and are older than so many days, a portion at a time; gives their number.
 *
 * @throws InvalidInputError
 * @example
 * while ((await purgeNotifications(pool, { days: 180 })) > 0);
 */
export async function purgeNotifications(db: Queryable, parameters: PurgeNotificationsParameters): Promise<number> {
  const input = parseInput('purgeNotifications', purgeNotificationsParameters, parameters)
  const { rows } = await db.query(PURGE_NOTIFICATIONS, [input.days, input.limit])
  return z.object({ value: z.number() }).parse(rows[0]).value
}

const PURGE_NOTIFICATIONS = `
  SELECT containers_lab.purge_notifications($1, $2)::float8 AS value
`
