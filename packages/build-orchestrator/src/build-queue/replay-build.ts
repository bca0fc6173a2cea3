import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ReplayBuildParameters {
  buildId: string
}

const replayBuildParameters = z.object({ buildId: z.guid() })

/**
 * Puts a build that ended without success back into the queue, with all its retries.
 * False when it did not end so.
 *
 * For a person who has mended what was wrong: dead letters come back to life by this
 * only. The fence goes on rising, so no earlier run can touch the new one.
 *
 * @throws InvalidInputError
 * @example
 * for (const { id } of await listDeadBuilds(pool)) await replayBuild(pool, { buildId: id })
 */
export async function replayBuild(db: Queryable, parameters: ReplayBuildParameters): Promise<boolean> {
  const { buildId } = parseInput('replayBuild', replayBuildParameters, parameters)
  const { rows } = await db.query(REPLAY_BUILD, [buildId])
  return z.object({ replayed: z.boolean() }).parse(rows[0]).replayed
}

const REPLAY_BUILD = `
  SELECT build_orchestrator.replay_build($1) AS replayed
`
