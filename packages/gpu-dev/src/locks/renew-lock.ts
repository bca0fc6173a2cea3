import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RenewLockParameters {
  name: string
  token: string
  /** From now on. */
  leaseSeconds: number
}

const renewLockParameters = z.object({
  name: z.string().trim().min(1),
  token: z.guid(),
  leaseSeconds: z.number().min(1).max(86_400),
})

/**
 * Keeps a lock for longer; false where it is another's by now, and then the work under it
 * is to stop. One that ran out and nobody took is held again.
 *
 * @throws InvalidInputError
 * @example
 * if (!(await renewLock(pool, { name: 'disks', token, leaseSeconds: 300 }))) stop()
 */
export async function renewLock(db: Queryable, parameters: RenewLockParameters): Promise<boolean> {
  const { name, token, leaseSeconds } = parseInput('renewLock', renewLockParameters, parameters)
  const { rows } = await db.query(RENEW_LOCK, [name, token, leaseSeconds])
  return rows.length > 0
}

const RENEW_LOCK = `
  UPDATE gpu_dev.coordination_locks
  SET expires_at = clock_timestamp() + $3::float8 * interval '1 second'
  WHERE lock_name = $1 AND owner_token = $2::uuid
  RETURNING lock_name
`
