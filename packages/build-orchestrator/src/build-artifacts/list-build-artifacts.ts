import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ArtifactType, artifactType, type BuildArtifact, buildArtifact } from './build-artifact.js'

export interface ListBuildArtifactsParameters {
  buildId: string
  /** @default every type */
  artifactType?: ArtifactType
}

const listBuildArtifactsParameters = z.object({ buildId: z.guid(), artifactType: artifactType.optional() })

/**
 * Lists what the runs of a build left behind and is still stored, oldest first.
 *
 * @throws InvalidInputError
 * @example
 * const [sbom] = await listBuildArtifacts(pool, { buildId, artifactType: 'sbom' })
 */
export async function listBuildArtifacts(
  db: Queryable,
  parameters: ListBuildArtifactsParameters,
): Promise<BuildArtifact[]> {
  const input = parseInput('listBuildArtifacts', listBuildArtifactsParameters, parameters)
  const { rows } = await db.query(LIST_BUILD_ARTIFACTS, [input.buildId, input.artifactType])
  return z.array(buildArtifact).parse(rows)
}

const LIST_BUILD_ARTIFACTS = `
  SELECT artifact.id, artifact.build_result_id, artifact.attempt::text AS attempt, artifact.artifact_type,
    artifact.artifact_name, artifact.storage_type, artifact.storage_url, artifact.storage_path,
    artifact.size_bytes::text AS size_bytes, artifact.content_type, artifact.checksum_sha256, artifact.metadata,
    artifact.expires_at, artifact.created_at
  FROM build_orchestrator.build_artifacts AS artifact
  JOIN build_orchestrator.build_results AS result ON result.id = artifact.build_result_id
  WHERE result.build_queue_id = $1 AND artifact.deleted_at IS NULL AND ($2::text IS NULL OR artifact.artifact_type = $2)
  ORDER BY artifact.created_at, artifact.id
`
