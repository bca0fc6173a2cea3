import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RecordManifestValidationParameters {
  manifestId: string
  /** What is wrong with it; none when it is valid. @default none */
  errors?: readonly unknown[]
  validatedBy: string
}

const recordManifestValidationParameters = z.object({
  manifestId: z.guid(),
  errors: z.array(z.unknown()).default([]),
  validatedBy: z.string().min(1).max(100),
})

/**
 * Notes whether a manifest is valid. False when there is none, or it was built already.
 *
 * One that was approved and turns out to be invalid is a draft again.
 *
 * @throws InvalidInputError
 * @example
 * await recordManifestValidation(pool, { manifestId, errors: issues, validatedBy: 'validator' })
 */
export async function recordManifestValidation(
  db: Queryable,
  parameters: RecordManifestValidationParameters,
): Promise<boolean> {
  const input = parseInput('recordManifestValidation', recordManifestValidationParameters, parameters)
  const { rows } = await db.query(RECORD_MANIFEST_VALIDATION, [
    input.manifestId,
    input.errors.length === 0 ? null : JSON.stringify(input.errors),
    input.validatedBy,
  ])
  return rows.length > 0
}

const RECORD_MANIFEST_VALIDATION = `
  UPDATE build_orchestrator.build_manifests
  SET is_validated = $2::text IS NULL,
      validation_errors = $2::text::jsonb,
      validated_at = clock_timestamp(),
      validated_by = $3,
      deployment_status = CASE WHEN $2::text IS NULL THEN deployment_status ELSE 'draft' END
  WHERE id = $1 AND deleted_at IS NULL AND deployment_status IN ('draft', 'approved', 'failed')
  RETURNING id
`
