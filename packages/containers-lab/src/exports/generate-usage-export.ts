import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface GenerateUsageExportParameters {
  from: string
  /** The last day, included. */
  to: string
  generatedBy?: number
}

const generateUsageExportParameters = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  generatedBy: z.int().positive().optional(),
})

/**
 * Records an export that is ready, without a file, and gives its id.
 *
 * @throws RuleViolatedError `export-period`
 * @throws InvalidInputError
 * @example
 * const exportId = await generateUsageExport(db, { from: '2026-01-01', to: '2026-01-31' })
 */
export async function generateUsageExport(db: Queryable, parameters: GenerateUsageExportParameters): Promise<string> {
  const input = parseInput('generateUsageExport', generateUsageExportParameters, parameters)
  const { rows } = await db.query(GENERATE_USAGE_EXPORT, [input.from, input.to, input.generatedBy]).catch((cause) => {
    throw explainWrite(cause)
  })
  return z.object({ value: z.string() }).parse(rows[0]).value
}

const GENERATE_USAGE_EXPORT = `
  SELECT containers_lab.generate_usage_export($1::date, $2::date, $3)::text AS value
`
