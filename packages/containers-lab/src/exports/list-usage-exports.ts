import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type UsageExport, usageExportRow } from './usage-export.js'

export interface ListUsageExportsParameters {
  /** @default any */
  status?: 'pending' | 'ready' | 'failed'
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listUsageExportsParameters = z.object({
  status: z.enum(['pending', 'ready', 'failed']).optional(),
  limit: page.limit,
  offset: page.offset,
})

/**
 * Lists exports, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const failed = await listUsageExports(db, { status: 'failed' })
 */
export async function listUsageExports(
  db: Queryable,
  parameters: ListUsageExportsParameters = {},
): Promise<UsageExport[]> {
  const input = parseInput('listUsageExports', listUsageExportsParameters, parameters)
  const { rows } = await db.query(LIST_USAGE_EXPORTS, [input.status, input.limit, input.offset])
  return z.array(usageExportRow).parse(rows)
}

const LIST_USAGE_EXPORTS = `
  SELECT export.id::text AS "exportId", export.period_start::text AS "from", export.period_end::text AS "to", export.status,
    export.storage_path AS "storagePath", export.generated_by AS "generatedBy", export.created_at AS "createdAt",
    export.completed_at AS "completedAt"
  FROM containers_lab.usage_exports AS export
  WHERE ($1::text IS NULL OR export.status = $1)
  ORDER BY export.id DESC
  LIMIT $2 OFFSET $3
`
