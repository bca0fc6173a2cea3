import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface SettleRequirementParameters {
  extractionId: string
  /** What it should have been; without it, the extraction is confirmed as it is. */
  correctedValue?: string
  /** Who says so. */
  source: string
}

const settleRequirementParameters = z.object({
  extractionId: z.guid(),
  correctedValue: z.string().optional(),
  source: z.string().min(1).max(50),
})

/**
 * Confirms an extracted requirement, or corrects it. False when there is none.
 *
 * @throws InvalidInputError
 * @example
 * await settleRequirement(pool, { extractionId, correctedValue: 'azure', source: 'user' })
 */
export async function settleRequirement(db: Queryable, parameters: SettleRequirementParameters): Promise<boolean> {
  const input = parseInput('settleRequirement', settleRequirementParameters, parameters)
  const { rows } = await db.query(SETTLE_REQUIREMENT, [input.extractionId, input.correctedValue, input.source])
  return rows.length > 0
}

const SETTLE_REQUIREMENT = `
  UPDATE build_orchestrator.requirement_extractions
  SET is_confirmed = true,
      confirmed_at = clock_timestamp(),
      confirmation_source = $3,
      was_corrected = was_corrected OR $2::text IS NOT NULL,
      corrected_value = coalesce($2, corrected_value),
      corrected_at = CASE WHEN $2::text IS NULL THEN corrected_at ELSE clock_timestamp() END
  WHERE id = $1
  RETURNING id
`
