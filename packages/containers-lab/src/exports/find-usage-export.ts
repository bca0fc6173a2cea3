import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type UsageExport, usageExportRow } from './usage-export.js'

export interface FindUsageExportParameters {
  exportId: string
}

const findUsageExportParameters = z.object({
  exportId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
})

/**
 * Gives an export, or `undefined` where there is none.
 *
 * @throws InvalidInputError
 * @example
 * const usageExport = await findUsageExport(db, { exportId })
 */
export async function findUsageExport(
  db: Queryable,
  parameters: FindUsageExportParameters,
): Promise<UsageExport | undefined> {
  const input = parseInput('findUsageExport', findUsageExportParameters, parameters)
  const { rows } = await db.query(FIND_USAGE_EXPORT, [input.exportId])
  return usageExportRow.optional().parse(rows[0])
}

const FIND_USAGE_EXPORT = `
  SELECT export.id::text AS "exportId", export.period_start::text AS "from", export.period_end::text AS "to", export.status,
    export.storage_path AS "storagePath", export.generated_by AS "generatedBy", export.created_at AS "createdAt",
    export.completed_at AS "completedAt"
  FROM containers_lab.usage_exports AS export
  WHERE export.id = $1
`
