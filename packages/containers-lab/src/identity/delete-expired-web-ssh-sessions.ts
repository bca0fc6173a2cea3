import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/**
 * Deletes the shells whose time has passed; gives how many.
 *
 * @example
 * const deleted = await deleteExpiredWebSshSessions(pool)
 */
export async function deleteExpiredWebSshSessions(db: Queryable): Promise<number> {
  const { rows } = await db.query(DELETE_EXPIRED_WEB_SSH_SESSIONS)
  return z.object({ deleted: z.int() }).parse(rows[0]).deleted
}

const DELETE_EXPIRED_WEB_SSH_SESSIONS = `
  SELECT containers_lab.delete_expired_web_ssh_sessions()::integer AS deleted
`
