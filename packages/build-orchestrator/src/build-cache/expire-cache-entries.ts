import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ExpireCacheEntriesParameters {
  /** 1 to 10000 a call. @default 1000 */
  limit?: number
}

const expireCacheEntriesParameters = z.object({ limit: z.int().min(1).max(10_000).default(1000) })

/**
 * Takes entries out of the cache that are past their end, and gives how many.
 *
 * They stay as deleted rows until the purge.
 *
 * @throws InvalidInputError
 * @example
 * while ((await expireCacheEntries(pool)) === 1000);
 */
export async function expireCacheEntries(
  db: Queryable,
  parameters: ExpireCacheEntriesParameters = {},
): Promise<number> {
  const { limit } = parseInput('expireCacheEntries', expireCacheEntriesParameters, parameters)
  const { rows } = await db.query(EXPIRE_CACHE_ENTRIES, [limit])
  return z.object({ count: z.int() }).parse(rows[0]).count
}

const EXPIRE_CACHE_ENTRIES = `
  SELECT build_orchestrator.expire_cache_entries($1) AS count
`
