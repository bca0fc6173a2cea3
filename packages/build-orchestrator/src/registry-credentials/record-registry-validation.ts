import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ValidationStatus, validationStatus } from './registry-credential.js'

export interface RecordRegistryValidationParameters {
  credentialId: string
  status: ValidationStatus
  /** The registry's reason for refusing; never the credential itself. */
  error?: string
}

const recordRegistryValidationParameters = z.object({
  credentialId: z.guid(),
  status: validationStatus,
  error: z.string().max(10_000).optional(),
})

/**
 * Notes what a registry answered to a credential. False when it is not a live one.
 *
 * One that stays invalid for 7 days is revoked by `revoke_expired_credentials`.
 *
 * @throws InvalidInputError
 * @example
 * await recordRegistryValidation(pool, { credentialId, status: 'invalid', error: '401' })
 */
export async function recordRegistryValidation(
  db: Queryable,
  parameters: RecordRegistryValidationParameters,
): Promise<boolean> {
  const input = parseInput('recordRegistryValidation', recordRegistryValidationParameters, parameters)
  const { rows } = await db.query(RECORD_REGISTRY_VALIDATION, [input.credentialId, input.status, input.error])
  return rows.length > 0
}

const RECORD_REGISTRY_VALIDATION = `
  UPDATE build_orchestrator.registry_credentials
  SET -- The first refusal starts the 7 days; asking again does not start them anew.
      last_validated_at = CASE
        WHEN validation_status = 'invalid' AND $2 = 'invalid' THEN coalesce(last_validated_at, clock_timestamp())
        ELSE clock_timestamp()
      END,
      validation_status = $2,
      validation_error = $3
  WHERE id = $1 AND revoked_at IS NULL
  RETURNING id
`
