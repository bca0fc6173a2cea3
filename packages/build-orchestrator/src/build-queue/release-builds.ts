import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Hold, hold } from './fence.js'

export interface ReleaseBuildsParameters {
  holds: readonly Hold[]
}

const releaseBuildsParameters = z.object({ holds: z.array(hold).max(10_000) })

const released = z
  .object({ build_id: z.guid(), fence: z.string() })
  .transform((row): Hold => ({ buildId: row.build_id, fence: row.fence }))

/**
 * Hands runs back that a stopping worker has not begun, and gives those that were its own.
 *
 * They are queued at once and no retry is counted. The fence stays as it is, so that the
 * worker which gave a build back cannot finish it any more.
 *
 * @throws InvalidInputError
 * @example
 * await releaseBuilds(pool, { holds: [{ buildId, fence }] })
 */
export async function releaseBuilds(db: Queryable, parameters: ReleaseBuildsParameters): Promise<Hold[]> {
  const { holds } = parseInput('releaseBuilds', releaseBuildsParameters, parameters)
  const { rows } = await db.query(RELEASE_BUILDS, [
    holds.map(({ buildId }) => buildId),
    holds.map((held) => held.fence),
  ])
  return z.array(released).parse(rows)
}

const RELEASE_BUILDS = `
  SELECT build_id, fence::text AS fence
  FROM build_orchestrator.release_builds($1::uuid[], $2::bigint[])
`
