import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ReportOperationProgressParameters {
  operationId: string
  /** As the claim gave it. */
  fence: string
  details: Record<string, unknown>
}

const reportOperationProgressParameters = z.object({
  operationId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
  fence: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
  details: z.record(z.string(), z.unknown()),
})

/**
 * Records how far an operation has come; false when the worker has lost it.
 *
 * @throws InvalidInputError
 * @example
 * await reportOperationProgress(pool, { operationId, fence, details: { percent: 50 } })
 */
export async function reportOperationProgress(
  db: Queryable,
  parameters: ReportOperationProgressParameters,
): Promise<boolean> {
  const input = parseInput('reportOperationProgress', reportOperationProgressParameters, parameters)
  const { rows } = await db.query(REPORT_OPERATION_PROGRESS, [
    input.operationId,
    input.fence,
    JSON.stringify(input.details),
  ])
  return z.object({ value: z.boolean() }).parse(rows[0]).value
}

const REPORT_OPERATION_PROGRESS = `
  SELECT containers_lab.report_operation_progress($1, $2, $3::jsonb) AS value
`
