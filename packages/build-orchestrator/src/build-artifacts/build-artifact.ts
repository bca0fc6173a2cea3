import { z } from 'zod'

export const artifactType = z.enum(['container_image', 'sbom', 'scan_report', 'test_report', 'build_log'])

export type ArtifactType = z.infer<typeof artifactType>

export const storageType = z.enum(['registry', 's3', 'azure_blob', 'gcs', 'local'])

export type StorageType = z.infer<typeof storageType>

/** A row as the statements of this folder list it. */
export const buildArtifactRow = z.object({
  id: z.guid(),
  build_result_id: z.guid(),
  attempt: z.string(),
  artifact_type: artifactType,
  artifact_name: z.string(),
  storage_type: storageType,
  storage_url: z.string(),
  storage_path: z.string().nullable(),
  size_bytes: z.string().nullable(),
  content_type: z.string().nullable(),
  checksum_sha256: z.string().nullable(),
  metadata: z.unknown(),
  expires_at: z.date().nullable(),
  created_at: z.date(),
})

/** What a run left behind, and where it is stored. */
export interface BuildArtifact {
  id: string
  resultId: string
  /** The fence of the run. */
  attempt: string
  artifactType: ArtifactType
  artifactName: string
  storageType: StorageType
  storageUrl: string
  storagePath: string | null
  /** A 64-bit number as text. */
  sizeBytes: string | null
  contentType: string | null
  checksumSha256: string | null
  metadata: unknown
  /** Null is never. */
  expiresAt: Date | null
  createdAt: Date
}

/** Reads an artifact out of a row, or fails when the row is not one. */
export const buildArtifact = buildArtifactRow.transform(
  (row): BuildArtifact => ({
    id: row.id,
    resultId: row.build_result_id,
    attempt: row.attempt,
    artifactType: row.artifact_type,
    artifactName: row.artifact_name,
    storageType: row.storage_type,
    storageUrl: row.storage_url,
    storagePath: row.storage_path,
    sizeBytes: row.size_bytes,
    contentType: row.content_type,
    checksumSha256: row.checksum_sha256,
    metadata: row.metadata,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
  }),
)
