import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface PauseQueueParameters {
  pausedBy?: string
  reason?: string
}

const pauseQueueParameters = z.object({
  pausedBy: z.string().min(1).max(100).optional(),
  reason: z.string().optional(),
})

/**
 * Stops handing out builds; those being built go on. False when it was stopped already.
 *
 * @throws InvalidInputError
 * @example
 * await pauseQueue(pool, { pausedBy: 'ada', reason: 'The registry is down' })
 */
export async function pauseQueue(db: Queryable, parameters: PauseQueueParameters = {}): Promise<boolean> {
  const { pausedBy, reason } = parseInput('pauseQueue', pauseQueueParameters, parameters)
  const { rows } = await db.query(PAUSE_QUEUE, [pausedBy, reason])
  return z.object({ paused: z.boolean() }).parse(rows[0]).paused
}

const PAUSE_QUEUE = `
  SELECT build_orchestrator.pause_queue($1, $2) AS paused
`
