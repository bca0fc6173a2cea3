import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface SettleUsageExportParameters {
  exportId: string
  status: 'ready' | 'failed'
  storagePath?: string
}

const settleUsageExportParameters = z.object({
  exportId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
  status: z.enum(['ready', 'failed']),
  storagePath: z.string().min(1).optional(),
})

/**
 * Ends a pending export well or badly; false when it is over already or there is none.
 *
 * @throws InvalidInputError
 * @example
 * await settleUsageExport(db, { exportId, status: 'ready', storagePath: 'usage/1.csv' })
 */
export async function settleUsageExport(db: Queryable, parameters: SettleUsageExportParameters): Promise<boolean> {
  const input = parseInput('settleUsageExport', settleUsageExportParameters, parameters)
  const { rows } = await db.query(SETTLE_USAGE_EXPORT, [input.exportId, input.status, input.storagePath])
  return rows.length > 0
}

const SETTLE_USAGE_EXPORT = `
  UPDATE containers_lab.usage_exports AS export
  SET status = $2, storage_path = coalesce($3, export.storage_path), completed_at = clock_timestamp()
  WHERE export.id = $1 AND export.status = 'pending'
  RETURNING export.id
`
