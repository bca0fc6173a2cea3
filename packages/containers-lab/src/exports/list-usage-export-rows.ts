import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type Usage, usageRow } from '../usage/usage.js'

export interface ListUsageExportRowsParameters {
  exportId: string
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listUsageExportRowsParameters = z.object({
  exportId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
  limit: page.limit,
  offset: page.offset,
})

/**
 * Lists the counters of an export, oldest first, whatever its status.
 *
 * @throws InvalidInputError
 * @example
 * const rows = await listUsageExportRows(db, { exportId })
 */
export async function listUsageExportRows(db: Queryable, parameters: ListUsageExportRowsParameters): Promise<Usage[]> {
  const input = parseInput('listUsageExportRows', listUsageExportRowsParameters, parameters)
  const { rows } = await db.query(LIST_USAGE_EXPORT_ROWS, [input.exportId, input.limit, input.offset])
  return z.array(usageRow).parse(rows)
}

const LIST_USAGE_EXPORT_ROWS = `
  SELECT counter.id AS "usageId", counter.user_id AS "userId", counter.team_id AS "teamId", counter.period_start::text AS day,
    counter.cores_used AS "coresUsed", counter.memory_mb_used::float8 AS "memoryMbUsed",
    counter.storage_mb_used::float8 AS "storageMbUsed", counter.concurrent_containers AS "concurrentContainers",
    counter.updated_at AS "updatedAt"
  FROM containers_lab.usage_exports AS export
  JOIN containers_lab.usage_counters AS counter ON counter.period_start BETWEEN export.period_start AND export.period_end
  WHERE export.id = $1
  ORDER BY counter.period_start, counter.id
  LIMIT $2 OFFSET $3
`
