import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type BuildManifest, buildManifest } from './build-manifest.js'

export interface SettleBuildManifestParameters {
  manifestId: string
}

const settleBuildManifestParameters = z.object({ manifestId: z.guid() })

/**
 * Brings a manifest that is being built to what became of its build: `deployed` with the
 * cache entry, or `failed`. Gives it, or `undefined` while the build has not ended.
 *
 * @throws InvalidInputError
 * @example
 * const manifest = await settleBuildManifest(pool, { manifestId })
 */
export async function settleBuildManifest(
  db: Queryable,
  parameters: SettleBuildManifestParameters,
): Promise<BuildManifest | undefined> {
  const { manifestId } = parseInput('settleBuildManifest', settleBuildManifestParameters, parameters)
  const { rows } = await db.query(SETTLE_BUILD_MANIFEST, [manifestId])
  return buildManifest.optional().parse(rows[0])
}

const SETTLE_BUILD_MANIFEST = `
  UPDATE build_orchestrator.build_manifests AS manifest
  SET deployment_status = CASE build.status WHEN 'success' THEN 'deployed' ELSE 'failed' END,
      deployed_at = CASE build.status WHEN 'success' THEN build.completed_at END,
      build_cache_id = result.build_cache_id
  FROM build_orchestrator.build_queue AS build
  LEFT JOIN build_orchestrator.build_results AS result ON result.build_queue_id = build.id
  WHERE manifest.id = $1
    AND manifest.deployment_status = 'building'
    AND build.id = manifest.deployment_id
    AND build.status NOT IN ('queued', 'building')
  RETURNING manifest.id, manifest.customer_id, manifest.customer_email, manifest.manifest_json,
    manifest.manifest_hash, manifest.manifest_version, manifest.is_validated, manifest.validation_errors,
    manifest.validated_at, manifest.deployment_status, manifest.deployed_at, manifest.deployment_id,
    manifest.build_cache_id, manifest.created_at
`
