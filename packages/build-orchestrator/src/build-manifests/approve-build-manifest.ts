import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ApproveBuildManifestParameters {
  manifestId: string
}

const approveBuildManifestParameters = z.object({ manifestId: z.guid() })

/**
 * Approves a draft that was found valid. False when it is no draft, or not validated.
 *
 * @throws InvalidInputError
 * @example
 * if (await approveBuildManifest(pool, { manifestId })) await queueManifestBuild(pool, { manifestId, manifestPath })
 */
export async function approveBuildManifest(
  db: Queryable,
  parameters: ApproveBuildManifestParameters,
): Promise<boolean> {
  const { manifestId } = parseInput('approveBuildManifest', approveBuildManifestParameters, parameters)
  const { rows } = await db.query(APPROVE_BUILD_MANIFEST, [manifestId])
  return rows.length > 0
}

const APPROVE_BUILD_MANIFEST = `
  UPDATE build_orchestrator.build_manifests
  SET deployment_status = 'approved'
  WHERE id = $1 AND deleted_at IS NULL AND is_validated AND deployment_status = 'draft'
  RETURNING id
`
