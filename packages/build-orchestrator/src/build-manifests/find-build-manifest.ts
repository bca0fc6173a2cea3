import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type BuildManifest, buildManifest } from './build-manifest.js'

export interface FindBuildManifestParameters {
  manifestId: string
}

const findBuildManifestParameters = z.object({ manifestId: z.guid() })

/**
 * Gives a live manifest, or `undefined` when there is none.
 *
 * @throws InvalidInputError
 * @example
 * const manifest = await findBuildManifest(pool, { manifestId })
 */
export async function findBuildManifest(
  db: Queryable,
  parameters: FindBuildManifestParameters,
): Promise<BuildManifest | undefined> {
  const { manifestId } = parseInput('findBuildManifest', findBuildManifestParameters, parameters)
  const { rows } = await db.query(FIND_BUILD_MANIFEST, [manifestId])
  return buildManifest.optional().parse(rows[0])
}

const FIND_BUILD_MANIFEST = `
  SELECT id, customer_id, customer_email, manifest_json, manifest_hash, manifest_version, is_validated,
    validation_errors, validated_at, deployment_status, deployed_at, deployment_id, build_cache_id, created_at
  FROM build_orchestrator.build_manifests
  WHERE id = $1 AND deleted_at IS NULL
`
