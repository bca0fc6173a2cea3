import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ImportHold, importHold } from './fence.js'

export interface HeartbeatImportJobParameters extends ImportHold {
  /** Rows in the file, once that is known. @default left as it is */
  rowsTotal?: number
  /** From now on. @default 5 minutes */
  leaseMs?: number
}

const heartbeatImportJobParameters = z.object({
  ...importHold,
  rowsTotal: z.int().min(0).optional(),
  leaseMs: z.int().min(1000).max(86_400_000).default(300_000),
})

/**
 * Keeps an import for its worker; false when the worker has lost it and must stop.
 *
 * @throws InvalidInputError
 * @example
 * if (!(await heartbeatImportJob(pool, { ...job, rowsTotal: rows.length }))) return
 */
export async function heartbeatImportJob(db: Queryable, parameters: HeartbeatImportJobParameters): Promise<boolean> {
  const input = parseInput('heartbeatImportJob', heartbeatImportJobParameters, parameters)
  const { rows } = await db.query(HEARTBEAT_IMPORT_JOB, [
    input.importJobId,
    input.fence,
    input.rowsTotal,
    input.leaseMs / 1000,
  ])
  return z.object({ held: z.boolean() }).parse(rows[0]).held
}

const HEARTBEAT_IMPORT_JOB = `
  SELECT containers_lab.heartbeat_import_job($1, $2, NULL, $3, make_interval(secs => $4)) AS held
`
