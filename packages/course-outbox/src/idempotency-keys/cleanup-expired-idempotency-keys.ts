import type { Queryable } from '@schemata/contract'

/**
 * Deletes idempotency keys that have expired, at most a million.
 *
 * Scheduled daily; to be called by hand where nothing runs the jobs of the manifest. An
 * expired key counts as absent in any case. Passes over rows that others have locked.
 *
 * @example
 * await cleanupExpiredIdempotencyKeys(pool)
 */
export async function cleanupExpiredIdempotencyKeys(db: Queryable): Promise<void> {
  await db.query(CLEANUP_EXPIRED_IDEMPOTENCY_KEYS)
}

const CLEANUP_EXPIRED_IDEMPOTENCY_KEYS = `
  SELECT course_outbox.cleanup_expired_idempotency_keys()
`
