import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ArchiveAuditLogsParameters {
  days: number
  /** @default 10000 */
  limit?: number
}

const archiveAuditLogsParameters = z.object({
  days: z.int().nonnegative(),
  limit: z.int().min(1).max(100_000).default(10_000),
})

/**
 * Moves entries older than so many days to the archive, oldest first; gives how many.
 *
 * @throws InvalidInputError
 * @example
 * while ((await archiveAuditLogs(pool, { days: 90 })) > 0);
 */
export async function archiveAuditLogs(db: Queryable, parameters: ArchiveAuditLogsParameters): Promise<number> {
  const input = parseInput('archiveAuditLogs', archiveAuditLogsParameters, parameters)
  const { rows } = await db.query(ARCHIVE_AUDIT_LOGS, [input.days, input.limit])
  return z.object({ value: z.number() }).parse(rows[0]).value
}

const ARCHIVE_AUDIT_LOGS = `
  SELECT containers_lab.archive_audit_logs($1, $2)::float8 AS value
`
