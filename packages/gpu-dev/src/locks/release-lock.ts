import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ReleaseLockParameters {
  name: string
  token: string
}

const releaseLockParameters = z.object({ name: z.string().trim().min(1), token: z.guid() })

/**
 * Frees a lock; false where it is another's by now, whose it stays.
 *
 * @throws InvalidInputError
 * @example
 * await releaseLock(pool, { name: 'disks', token })
 */
export async function releaseLock(db: Queryable, parameters: ReleaseLockParameters): Promise<boolean> {
  const { name, token } = parseInput('releaseLock', releaseLockParameters, parameters)
  const { rows } = await db.query(RELEASE_LOCK, [name, token])
  return rows.length > 0
}

const RELEASE_LOCK = `
  DELETE FROM gpu_dev.coordination_locks WHERE lock_name = $1 AND owner_token = $2::uuid RETURNING lock_name
`
