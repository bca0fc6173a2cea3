import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type StorageType, storageType } from './build-artifact.js'

export interface ExpireArtifactsParameters {
  /** 1 to 10000 a call. @default 1000 */
  limit?: number
}

export interface ExpiredArtifact {
  artifactId: string
  storageType: StorageType
  /** What is to be deleted there. */
  storageUrl: string
}

const expireArtifactsParameters = z.object({ limit: z.int().min(1).max(10_000).default(1000) })

const expiredArtifact = z
  .object({ artifact_id: z.guid(), storage_type: storageType, storage_url: z.string() })
  .transform(
    (row): ExpiredArtifact => ({
      artifactId: row.artifact_id,
      storageType: row.storage_type,
      storageUrl: row.storage_url,
    }),
  )

/**
 * Marks artifacts as deleted that are past their end, and gives them, so that the caller
 * can delete their content.
 *
 * Inside a transaction that is rolled back, they are given again.
 *
 * @throws InvalidInputError
 * @example
 * for (const { storageUrl } of await expireArtifacts(pool)) await bucket.delete(storageUrl)
 */
export async function expireArtifacts(
  db: Queryable,
  parameters: ExpireArtifactsParameters = {},
): Promise<ExpiredArtifact[]> {
  const { limit } = parseInput('expireArtifacts', expireArtifactsParameters, parameters)
  const { rows } = await db.query(EXPIRE_ARTIFACTS, [limit])
  return z.array(expiredArtifact).parse(rows)
}

const EXPIRE_ARTIFACTS = `
  SELECT artifact_id, storage_type, storage_url
  FROM build_orchestrator.expire_artifacts($1)
`
