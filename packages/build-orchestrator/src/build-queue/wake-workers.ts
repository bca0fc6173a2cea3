import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/**
 * Makes idle workers look at once: those of `@schemata/worker` that were given a wake.
 *
 * Call it on a pool, after the commit of what was enqueued: inside that transaction it
 * would hold a lock of the whole server until the commit. False when another one is
 * waking them at this moment. Where many builds are enqueued, `createNotifier` of
 * `@schemata/worker` makes few wakes of many.
 *
 * @example
 * await enqueueBuild(pool, build)
 * await wakeWorkers(pool)
 */
export async function wakeWorkers(db: Queryable): Promise<boolean> {
  const { rows } = await db.query(WAKE_WORKERS)
  return z.object({ woken: z.boolean() }).parse(rows[0]).woken
}

const WAKE_WORKERS = 'SELECT build_orchestrator.wake_workers() AS woken'
