import { ConnectionLostError, LockNotObtainedError } from './errors.js'
import type { OnEvent } from './events.js'
import type { Session, Sessions } from './sessions.js'
import { sleep, throwIfAborted } from './sleep.js'

/** Two-integer advisory key: "sche", then the one lock that all runs in a database share. */
export const LOCK_KEY = '1935895653, 1'

export interface LockOptions {
  /** How long to wait for another run. */
  readonly waitMs: number
  readonly signal?: AbortSignal | undefined
  readonly onEvent: OnEvent
  /** Asked between attempts: true when the other run has made waiting unnecessary. */
  readonly isDone: () => Promise<boolean>
}

/** The lock while it is held. */
export interface Lock {
  /** Fails when the connection that holds the lock breaks; never resolves. */
  readonly lost: Promise<never>
  /** Sends a simple query on the connection that holds the lock; undefined where there is only one connection. */
  ask(sql: string): Promise<readonly Record<string, unknown>[]> | undefined
}

/**
 * Runs something while holding the database-wide lock of all runs.
 *
 * The lock is polled, never waited for: a session blocked on an advisory lock holds a
 * snapshot, for which a concurrent index build of the holder would wait for ever. It
 * is a transaction's lock on a connection of its own, so that a pooler cannot leave
 * it behind, and it ends with that connection whatever happens.
 *
 * @returns undefined when `isDone` made the run unnecessary.
 * @throws LockNotObtainedError after `waitMs`.
 */
export async function withLock<T>(
  sessions: Sessions,
  options: LockOptions,
  run: (lock: Lock) => Promise<T>,
): Promise<T | undefined> {
  const session = await sessions.open()
  const held = sessions.single ? SESSION_LOCK : TRANSACTION_LOCK
  let rejectLost: (cause: unknown) => void = () => {}
  const lost = new Promise<never>((_, reject) => {
    rejectLost = (cause) => reject(new ConnectionLostError({ cause }))
  })
  lost.catch(() => {})
  session.onLost(rejectLost)
  let broken = true
  try {
    if (!(await poll(session, held, options))) {
      broken = false
      return undefined
    }
    const ask = async (sql: string) => (await session.run(sql)).at(-1) ?? []
    const result = await run({ lost, ask: (sql) => (sessions.single ? undefined : ask(sql)) })
    await session.run(held.release)
    broken = false
    return result
  } finally {
    // Whatever went wrong, closing the connection gives the lock back.
    session.release({ broken: broken && !sessions.single })
    if (broken && sessions.single) await session.run(held.release)
  }
}

interface LockStatements {
  readonly attempt: string
  readonly giveUp: string
  readonly release: string
}

/**
 * Simple queries without parameters only: the open portal of a parameterised one
 * keeps a snapshot. The time limits of idle transactions must not end this one.
 */
const TRANSACTION_LOCK: LockStatements = {
  attempt: `BEGIN ISOLATION LEVEL READ COMMITTED;
    SELECT set_config(name, '0', true) FROM pg_catalog.pg_settings
    WHERE name IN ('idle_in_transaction_session_timeout', 'statement_timeout', 'transaction_timeout', 'idle_session_timeout');
    SELECT pg_catalog.pg_try_advisory_xact_lock(${LOCK_KEY}) AS locked`,
  giveUp: 'ROLLBACK',
  release: 'ROLLBACK',
}

/** The only connection cannot stay inside a transaction, since it does the work too. */
const SESSION_LOCK: LockStatements = {
  attempt: `SELECT pg_catalog.pg_try_advisory_lock(${LOCK_KEY}) AS locked`,
  giveUp: 'SELECT 1',
  release: `SELECT pg_catalog.pg_advisory_unlock(${LOCK_KEY})`,
}

async function poll(session: Session, statements: LockStatements, options: LockOptions): Promise<boolean> {
  const started = Date.now()
  let told = 0
  for (let pause = 25; ; pause = Math.min(pause * 1.5, 1000)) {
    throwIfAborted(options.signal)
    const results = await session.run(statements.attempt)
    if (results.at(-1)?.[0]?.locked === true) {
      options.onEvent({ type: 'lock-taken', waitedMs: Date.now() - started })
      return true
    }
    await session.run(statements.giveUp)
    if (await options.isDone()) return false
    const waitedMs = Date.now() - started
    if (waitedMs >= options.waitMs) throw new LockNotObtainedError({ waitedMs, holders: await readHolders(session) })
    if (waitedMs - told >= 1000) {
      told = waitedMs
      options.onEvent({ type: 'lock-waiting', waitedMs, holders: await readHolders(session) })
    }
    // Jitter keeps runs that started together from asking together.
    await sleep(pause * (0.5 + Math.random()), options.signal)
  }
}

async function readHolders(session: Session): Promise<string[]> {
  const results = await session.run(HOLDERS)
  return (results.at(-1) ?? []).map((row) => String(row.holder))
}

const HOLDERS = `
  SELECT format('pid %s%s, since %s', activity.pid,
                CASE WHEN activity.application_name = '' THEN '' ELSE ' (' || activity.application_name || ')' END,
                to_char(activity.xact_start, 'HH24:MI:SS')) AS holder
  FROM pg_catalog.pg_locks AS lock
  JOIN pg_catalog.pg_stat_activity AS activity ON activity.pid = lock.pid
  WHERE lock.locktype = 'advisory' AND lock.granted
    AND lock.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    AND (lock.classid, lock.objid, lock.objsubid) = (${LOCK_KEY}, 2)
`
