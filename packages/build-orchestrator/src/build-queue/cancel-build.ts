import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CancelBuildParameters {
  buildId: string
  /** Who wants it. */
  cancelledBy?: string
  reason?: string
}

/** `cancelled`: it was waiting. `requested`: its worker is told at the next heartbeat. */
export type Cancellation = 'cancelled' | 'requested'

const cancelBuildParameters = z.object({
  buildId: z.guid(),
  cancelledBy: z.string().min(1).max(100).optional(),
  reason: z.string().optional(),
})

/**
 * Cancels a build, or gives `undefined` when it has ended or does not exist.
 *
 * A queued one is cancelled at once, and no longer counts in the monthly quota. A running
 * one goes on until its worker stops it; should the worker be lost, the sweep cancels it.
 *
 * @throws InvalidInputError
 * @example
 * if ((await cancelBuild(pool, { buildId })) === 'requested') console.log('stopping')
 */
export async function cancelBuild(db: Queryable, parameters: CancelBuildParameters): Promise<Cancellation | undefined> {
  const { buildId, cancelledBy, reason } = parseInput('cancelBuild', cancelBuildParameters, parameters)
  const { rows } = await db.query(CANCEL_BUILD, [buildId, cancelledBy, reason])
  return z.object({ outcome: z.enum(['cancelled', 'requested']).nullable() }).parse(rows[0]).outcome ?? undefined
}

const CANCEL_BUILD = `
  SELECT build_orchestrator.cancel_build($1, $2, $3) AS outcome
`
