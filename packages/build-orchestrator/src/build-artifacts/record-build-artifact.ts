import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { fence } from '../build-queue/fence.js'
import { parseInput } from '../parse-input.js'
import {
  type ArtifactType,
  artifactType,
  type BuildArtifact,
  buildArtifact,
  type StorageType,
  storageType,
} from './build-artifact.js'

export interface RecordBuildArtifactParameters {
  buildId: string
  /** The fence of the run whose result is there. */
  attempt: string
  artifactType: ArtifactType
  artifactName: string
  storageType: StorageType
  storageUrl: string
  storagePath?: string
  sizeBytes?: number
  contentType?: string
  /** 64 hex digits. */
  checksumSha256?: string
  metadata?: Record<string, unknown>
  /** @default never */
  expiresAt?: Date
}

const recordBuildArtifactParameters = z.object({
  buildId: z.guid(),
  attempt: fence,
  artifactType,
  artifactName: z.string().min(1).max(255),
  storageType,
  storageUrl: z.string().min(1),
  storagePath: z.string().optional(),
  sizeBytes: z.int().nonnegative().optional(),
  contentType: z.string().max(100).optional(),
  checksumSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'expected 64 hex digits')
    .toLowerCase()
    .optional(),
  metadata: z.record(z.string(), z.unknown()).default({}),
  expiresAt: z.date().optional(),
})

/**
 * Records what a run left behind, or gives `undefined` when the run has no result, or a
 * later one has taken its place.
 *
 * A log that is too long for the result belongs here, as a `build_log`.
 *
 * @throws InvalidInputError
 * @example
 * await recordBuildArtifact(pool, {
 *   buildId, attempt: fence, artifactType: 'sbom', artifactName: 'sbom.json', storageType: 's3', storageUrl,
 * })
 */
export async function recordBuildArtifact(
  db: Queryable,
  parameters: RecordBuildArtifactParameters,
): Promise<BuildArtifact | undefined> {
  const input = parseInput('recordBuildArtifact', recordBuildArtifactParameters, parameters)
  const { rows } = await db.query(RECORD_BUILD_ARTIFACT, [
    input.buildId,
    input.attempt,
    input.artifactType,
    input.artifactName,
    input.storageType,
    input.storageUrl,
    input.storagePath,
    input.sizeBytes,
    input.contentType,
    input.checksumSha256,
    JSON.stringify(input.metadata),
    input.expiresAt,
  ])
  return buildArtifact.optional().parse(rows[0])
}

const RECORD_BUILD_ARTIFACT = `
  INSERT INTO build_orchestrator.build_artifacts
    (build_result_id, attempt, artifact_type, artifact_name, storage_type, storage_url, storage_path, size_bytes,
     content_type, checksum_sha256, metadata, expires_at)
  SELECT id, attempt, $3, $4, $5, $6, $7, $8::bigint, $9, $10, $11::text::jsonb, $12::timestamptz
  FROM build_orchestrator.build_results
  WHERE build_queue_id = $1 AND attempt = $2::bigint
  RETURNING id, build_result_id, attempt::text AS attempt, artifact_type, artifact_name, storage_type, storage_url,
    storage_path, size_bytes::text AS size_bytes, content_type, checksum_sha256, metadata, expires_at, created_at
`
