import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RevokeRegistryCredentialParameters {
  customerId: string
  credentialId: string
}

const revokeRegistryCredentialParameters = z.object({ customerId: z.string(), credentialId: z.guid() })

/**
 * Revokes a credential. False when it is not a live one of the customer.
 *
 * A revoked default makes room for another one.
 *
 * @throws InvalidInputError
 * @example
 * await revokeRegistryCredential(pool, { customerId: 'acme', credentialId })
 */
export async function revokeRegistryCredential(
  db: Queryable,
  parameters: RevokeRegistryCredentialParameters,
): Promise<boolean> {
  const input = parseInput('revokeRegistryCredential', revokeRegistryCredentialParameters, parameters)
  const { rows } = await db.query(REVOKE_REGISTRY_CREDENTIAL, [input.customerId, input.credentialId])
  return rows.length > 0
}

const REVOKE_REGISTRY_CREDENTIAL = `
  UPDATE build_orchestrator.registry_credentials
  SET is_active = false, is_default = false, revoked_at = clock_timestamp()
  WHERE customer_id = $1 AND id = $2 AND revoked_at IS NULL
  RETURNING id
`
