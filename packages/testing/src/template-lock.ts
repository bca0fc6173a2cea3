import type { ClientBase } from 'pg'

/** The first half of the key: keeps our locks apart from those of others. */
const LOCK_CLASS = 1_935_828_321

/**
 * Waits for the right to build or drop a template; the session keeps it until it ends.
 *
 * Every process must be connected to the same database, where alone the lock is seen.
 */
export async function lockTemplate(client: ClientBase, name: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, name])
}

/** The same without waiting; false when somebody else has it. */
export async function tryLockTemplate(client: ClientBase, name: string): Promise<boolean> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked', [LOCK_CLASS, name])
  return rows[0]?.locked === true
}

/** Gives the right back. */
export async function unlockTemplate(client: ClientBase, name: string): Promise<void> {
  await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [LOCK_CLASS, name])
}
