import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type UsageExport, usageExportRow } from './usage-export.js'

export interface CreateUsageExportParameters {
  from: string
  /** The last day, included. */
  to: string
  generatedBy?: number
}

const createUsageExportParameters = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  generatedBy: z.int().positive().optional(),
})

/**
 * Records an export that is pending; `writeUsageExport` makes it ready.
 *
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * const { exportId } = await createUsageExport(db, { from: '2026-01-01', to: '2026-01-31', generatedBy: 1 })
 */
export async function createUsageExport(db: Queryable, parameters: CreateUsageExportParameters): Promise<UsageExport> {
  const input = parseInput('createUsageExport', createUsageExportParameters, parameters)
  const { rows } = await db.query(CREATE_USAGE_EXPORT, [input.from, input.to, input.generatedBy]).catch((cause) => {
    throw explainWrite(cause)
  })
  return usageExportRow.parse(rows[0])
}

const CREATE_USAGE_EXPORT = `
  INSERT INTO containers_lab.usage_exports AS export (generated_by, period_start, period_end)
  VALUES ($3, $1::date, $2::date)
  RETURNING export.id::text AS "exportId", export.period_start::text AS "from", export.period_end::text AS "to", export.status,
    export.storage_path AS "storagePath", export.generated_by AS "generatedBy", export.created_at AS "createdAt",
    export.completed_at AS "completedAt"
`
