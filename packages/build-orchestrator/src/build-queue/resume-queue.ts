import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/**
 * Hands out builds again. False when the queue was not paused.
 *
 * @example
 * await resumeQueue(pool)
 */
export async function resumeQueue(db: Queryable): Promise<boolean> {
  const { rows } = await db.query(RESUME_QUEUE)
  return z.object({ resumed: z.boolean() }).parse(rows[0]).resumed
}

const RESUME_QUEUE = `
  SELECT build_orchestrator.resume_queue() AS resumed
`
