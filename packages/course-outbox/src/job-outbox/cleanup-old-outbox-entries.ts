import type { Queryable } from '@schemata/contract'

/**
 * Deletes jobs that were processed more than 30 days ago, at most a million, and no other.
 *
 * Scheduled weekly; to be called by hand where nothing runs the jobs of the manifest.
 * Passes over rows that others have locked.
 *
 * @example
 * await cleanupOldOutboxEntries(pool)
 */
export async function cleanupOldOutboxEntries(db: Queryable): Promise<void> {
  await db.query(CLEANUP_OLD_OUTBOX_ENTRIES)
}

const CLEANUP_OLD_OUTBOX_ENTRIES = `
  SELECT course_outbox.cleanup_old_outbox_entries()
`
