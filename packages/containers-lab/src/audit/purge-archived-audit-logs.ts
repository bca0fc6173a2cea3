import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface PurgeArchivedAuditLogsParameters {
  days: number
  /** @default 10000 */
  limit?: number
}

const purgeArchivedAuditLogsParameters = z.object({
  days: z.int().nonnegative(),
  limit: z.int().min(1).max(100_000).default(10_000),
})

/**
 * Deletes sealed entries older than so many days from the archive, under a seal of its own; gives how many.
 *
 * @throws InvalidInputError
 * @example
 * while ((await purgeArchivedAuditLogs(pool, { days: 400 })) > 0);
 */
export async function purgeArchivedAuditLogs(
  db: Queryable,
  parameters: PurgeArchivedAuditLogsParameters,
): Promise<number> {
  const input = parseInput('purgeArchivedAuditLogs', purgeArchivedAuditLogsParameters, parameters)
  const { rows } = await db.query(PURGE_ARCHIVED_AUDIT_LOGS, [input.days, input.limit])
  return z.object({ value: z.number() }).parse(rows[0]).value
}

const PURGE_ARCHIVED_AUDIT_LOGS = `
  SELECT containers_lab.purge_archived_audit_logs($1, $2)::float8 AS value
`
