import type { Queryable } from '@schemata/contract'

import { WAKE_CHANNEL } from './wake-channel.js'

export interface NotifierOptions {
  /** A pool: a wake is a statement of its own, never one of the business transaction. */
  readonly db: Queryable
  /** At most one statement in this time, whatever is enqueued. @default 25 */
  readonly debounceMs?: number
  /** Told when a wake could not be sent. Nothing is lost by that but time. */
  readonly onError?: (error: unknown) => void
}

export interface Notifier {
  /**
   * Wakes the workers of a queue, soon. Call it after the commit of what was enqueued: a
   * NOTIFY inside that transaction would hold a lock of the whole server until it commits.
   * Returns at once and never throws.
   */
  notify(queue: string): void
  /** Resolves when every wake asked for so far was sent or has failed. */
  flush(): Promise<void>
}

/**
 * Makes the enqueueing side of a wake: many calls become one `pg_notify`.
 *
 * The first call goes out at once, the others wait for `debounceMs` and go together. Works
 * through PgBouncer in every mode.
 *
 * @example
 * const notifier = createNotifier({ db: pool })
 * await enqueueBuild(pool, build)
 * notifier.notify('build_orchestrator.build_queue')
 */
export function createNotifier({ db, debounceMs = 25, onError }: NotifierOptions): Notifier {
  let pending = new Set<string>()
  let sending: Promise<void> | undefined
  const send = async (): Promise<void> => {
    while (pending.size > 0) {
      const queues = [...pending]
      pending = new Set()
      await db.query(NOTIFY, [WAKE_CHANNEL, queues]).catch((error: unknown) => onError?.(error))
      await new Promise((resolve) => setTimeout(resolve, debounceMs))
    }
  }
  return {
    notify(queue) {
      pending.add(queue)
      sending ??= send().finally(() => {
        sending = undefined
      })
    },
    async flush() {
      while (sending !== undefined) await sending
    },
  }
}

const NOTIFY = 'SELECT pg_notify($1, queue) FROM unnest($2::text[]) AS queue'
