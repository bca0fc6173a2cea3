import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/**
 * Deletes ephemeral keys whose time has passed; gives how many.
 *
 * @example
 * await deleteExpiredSshKeys(pool)
 */
export async function deleteExpiredSshKeys(db: Queryable): Promise<number> {
  const { rows } = await db.query(DELETE_EXPIRED_SSH_KEYS)
  return z.object({ value: z.number() }).parse(rows[0]).value
}

const DELETE_EXPIRED_SSH_KEYS = `
  SELECT containers_lab.delete_expired_ssh_keys()::float8 AS value
`
