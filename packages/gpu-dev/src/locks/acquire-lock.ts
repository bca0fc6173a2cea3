import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface AcquireLockParameters {
  /** What is to be locked, such as `disks` or `group:<id>`. */
  name: string
  /** How long a silent holder keeps it. */
  leaseSeconds: number
  /** Who it is, for people. */
  ownerName?: string
}

/** The token is known to the holder alone; renewing and releasing ask for it. */
export type LockAcquisition =
  | { outcome: 'acquired'; token: string; expiresAt: Date }
  | { outcome: 'held'; ownerName: string | null; expiresAt: Date }

const acquireLockParameters = z.object({
  name: z.string().trim().min(1).max(500),
  leaseSeconds: z.number().min(1).max(86_400),
  ownerName: z.string().max(500).optional(),
})

const lockRow = z.object({ is_mine: z.boolean(), owner_name: z.string().nullable(), expires_at: z.date() })

/**
 * Takes a lock that outlives the connection: a free one, or one whose holder fell silent
 * for longer than its lease. Never waits for its holder.
 *
 * @throws InvalidInputError
 * @example
 * const lock = await acquireLock(pool, { name: 'disks', leaseSeconds: 300 })
 * if (lock.outcome === 'acquired') await reconcile().finally(() => releaseLock(pool, { name: 'disks', token: lock.token }))
 */
export async function acquireLock(db: Queryable, parameters: AcquireLockParameters): Promise<LockAcquisition> {
  const { name, leaseSeconds, ownerName } = parseInput('acquireLock', acquireLockParameters, parameters)
  const token = randomUUID()
  for (;;) {
    const { rows } = await db.query(ACQUIRE_LOCK, [name, token, ownerName, leaseSeconds])
    const row = lockRow.optional().parse(rows[0])
    // It was there, and was released before it could be read: try again.
    if (!row) continue
    if (row.is_mine) return { outcome: 'acquired', token, expiresAt: row.expires_at }
    return { outcome: 'held', ownerName: row.owner_name, expiresAt: row.expires_at }
  }
}

const ACQUIRE_LOCK = `
  WITH taken AS (
    INSERT INTO gpu_dev.coordination_locks AS held (lock_name, owner_token, owner_name, expires_at)
    VALUES ($1, $2::uuid, $3, clock_timestamp() + $4::float8 * interval '1 second')
    ON CONFLICT ON CONSTRAINT pk_coordination_locks DO UPDATE SET
      owner_token = EXCLUDED.owner_token,
      owner_name = EXCLUDED.owner_name,
      acquired_at = EXCLUDED.acquired_at,
      expires_at = EXCLUDED.expires_at
    WHERE held.expires_at <= clock_timestamp()
    RETURNING held.owner_name, held.expires_at
  )
  SELECT true AS is_mine, owner_name, expires_at
  FROM taken
  UNION ALL
  SELECT false, owner_name, expires_at
  FROM gpu_dev.coordination_locks
  WHERE lock_name = $1 AND NOT EXISTS (SELECT FROM taken)
`
