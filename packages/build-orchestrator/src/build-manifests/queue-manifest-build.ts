import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type Architecture, architecture } from '../build-queue/architecture.js'
import { type Priority, priority } from '../build-queue/priority.js'
import type { BuildRequest } from '../build-queue/request-build.js'
import { ManifestNotApprovedError } from '../errors/builds.js'
import { parseInput } from '../parse-input.js'
import { raised } from '../raised.js'

export interface QueueManifestBuildParameters {
  /** An approved one, or one whose build has failed. */
  manifestId: string
  /** Where the manifest lies. */
  manifestPath: string
  /** @default 'normal' */
  priority?: Priority
  /** @default 'amd64' */
  architecture?: Architecture
  /** Looks into the cache first. @default true */
  cacheFirst?: boolean
}

const queueManifestBuildParameters = z.object({
  manifestId: z.guid(),
  manifestPath: z.string().min(1),
  priority: priority.default(5),
  architecture: architecture.default('amd64'),
  cacheFirst: z.boolean().default(true),
})

const outcome = z
  .object({
    outcome: z.enum(['queued', 'attached', 'cached']),
    build_id: z.guid().nullable(),
    build_cache_id: z.guid().nullable(),
  })
  .transform((row, context): BuildRequest => {
    if (row.outcome === 'cached' && row.build_cache_id !== null) {
      return { outcome: row.outcome, cacheEntryId: row.build_cache_id }
    }
    if (row.outcome !== 'cached' && row.build_id !== null) return { outcome: row.outcome, buildId: row.build_id }
    context.addIssue({ code: 'custom', message: 'expected a build or a cache entry' })
    return z.NEVER
  })

/**
 * Queues the build of an approved manifest, or finds its image in the cache.
 *
 * The manifest is `building` then, linked to its build, or `deployed` at once; both in
 * one statement. `settleBuildManifest` follows when the build has ended.
 *
 * @throws ManifestNotApprovedError when it is not there, not approved, or nobody's.
 * @throws InvalidInputError; a refusal by the quota has the code LB003 or LB004.
 * @example
 * const request = await queueManifestBuild(pool, { manifestId, manifestPath: 'manifests/web.json' })
 */
export async function queueManifestBuild(
  db: Queryable,
  parameters: QueueManifestBuildParameters,
): Promise<BuildRequest> {
  const input = parseInput('queueManifestBuild', queueManifestBuildParameters, parameters)
  try {
    const { rows } = await db.query(QUEUE_MANIFEST_BUILD, [
      input.manifestId,
      input.manifestPath,
      input.priority,
      input.architecture,
      input.cacheFirst,
    ])
    return outcome.parse(rows[0])
  } catch (cause) {
    if (raised(cause, 'LB010')) throw new ManifestNotApprovedError({ manifestId: input.manifestId, cause })
    throw cause
  }
}

const QUEUE_MANIFEST_BUILD = `
  SELECT outcome, build_id, build_cache_id
  FROM build_orchestrator.queue_manifest_build($1, $2, $3, $4, $5)
`
