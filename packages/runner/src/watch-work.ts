import type { Facts } from './facts.js'
import type { Session } from './sessions.js'
import type { Lock } from './with-lock.js'

/**
 * The server process that works for a session, as long as it is always the same one:
 * behind a pooler the next transaction may run in another, and this one may be
 * somebody else's.
 */
export function directPid({ startupPid }: Session, { backendPid }: Facts): number | undefined {
  return startupPid === backendPid ? backendPid : undefined
}

/** Who keeps a session waiting just now; nobody where its process is not known. */
export async function findBlockers(lock: Lock, backendPid: number | undefined): Promise<readonly string[]> {
  if (backendPid === undefined) return []
  const rows = await lock.ask(`
    SELECT format('pid %s (%s, %s, %s s): %s', pid, coalesce(nullif(application_name, ''), usename), state,
                  round(extract(epoch FROM clock_timestamp() - xact_start)),
                  left(regexp_replace(query, '\\s+', ' ', 'g'), 80)) AS blocker
    FROM pg_catalog.pg_stat_activity WHERE pid = ANY (pg_catalog.pg_blocking_pids(${backendPid}))`)
  return (rows ?? []).map((row) => String(row.blocker))
}

/**
 * The connection that holds the lock is free while the other one works: it sends the
 * cancel request. Where the process is not known the abort waits for the step to end.
 */
export function cancelOnAbort(lock: Lock, backendPid: number | undefined, signal: AbortSignal | undefined): () => void {
  const cancel = (): void => {
    if (backendPid === undefined) return
    lock.ask(`SELECT pg_catalog.pg_cancel_backend(${backendPid})`)?.catch(() => {})
  }
  signal?.addEventListener('abort', cancel, { once: true })
  return () => signal?.removeEventListener('abort', cancel)
}
