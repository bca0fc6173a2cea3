import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface PurgeApiKeysParameters {
  /** How long ago they have to have expired. @default 24 */
  olderThanHours?: number
}

const purgeApiKeysParameters = z.object({ olderThanHours: z.number().min(0).default(24) })

/**
 * Deletes keys that expired longer ago; gives how many.
 *
 * @throws InvalidInputError
 * @example
 * const purged = await purgeApiKeys(pool)
 */
export async function purgeApiKeys(db: Queryable, parameters: PurgeApiKeysParameters = {}): Promise<number> {
  const { olderThanHours } = parseInput('purgeApiKeys', purgeApiKeysParameters, parameters)
  const { rows } = await db.query(PURGE_API_KEYS, [olderThanHours])
  return rows.length
}

const PURGE_API_KEYS = `
  DELETE FROM gpu_dev.api_keys
  WHERE expires_at <= clock_timestamp() - $1::float8 * interval '1 hour'
  RETURNING key_id
`
