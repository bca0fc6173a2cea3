import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import type { ImportHold } from './fence.js'

export interface ClaimImportJobsParameters {
  /** Recorded on the jobs. */
  workerId: string
  /** 1 to 1000. @default 1 */
  limit?: number
  /** How long the jobs stay with this worker unless it asks for more. @default 5 minutes */
  leaseMs?: number
}

export interface ClaimedImportJob extends ImportHold {
  uploadedBy: number | null
  fileName: string
  storagePath: string | null
  /** How often it was claimed, this time included. */
  attempts: number
  leaseUntil: Date
}

const claimImportJobsParameters = z.object({
  workerId: z.string().min(1).max(200),
  limit: z.int().min(1).max(1000).default(1),
  leaseMs: z.int().min(1000).max(86_400_000).default(300_000),
})

const claimedImportJob = z.object({
  importJobId: z.int(),
  fence: z.string(),
  uploadedBy: z.int().nullable(),
  fileName: z.string(),
  storagePath: z.string().nullable(),
  attempts: z.int(),
  leaseUntil: z.date(),
})

/**
 * Gives a worker the oldest imports that are ready; none when none are.
 *
 * Two workers never get the same one: what another is taking is passed over. Counts and
 * errors of an earlier attempt are gone. Every later write states the fence that comes
 * with the claim.
 *
 * @throws InvalidInputError
 * @example
 * const [job] = await claimImportJobs(pool, { workerId: 'importer-1' })
 */
export async function claimImportJobs(
  db: Queryable,
  parameters: ClaimImportJobsParameters,
): Promise<ClaimedImportJob[]> {
  const { workerId, limit, leaseMs } = parseInput('claimImportJobs', claimImportJobsParameters, parameters)
  const { rows } = await db.query(CLAIM_IMPORT_JOBS, [workerId, limit, leaseMs / 1000])
  return z.array(claimedImportJob).parse(rows)
}

const CLAIM_IMPORT_JOBS = `
  SELECT id AS "importJobId", fence::text AS fence, uploaded_by AS "uploadedBy", file_name AS "fileName",
    storage_path AS "storagePath", attempts, lease_until AS "leaseUntil"
  FROM containers_lab.claim_import_jobs($1, $2, make_interval(secs => $3))
`
