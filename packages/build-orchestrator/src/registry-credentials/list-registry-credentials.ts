import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type RegistryCredential, registryCredential } from './registry-credential.js'

export interface ListRegistryCredentialsParameters {
  customerId: string
  /** Revoked ones too. @default false */
  includeRevoked?: boolean
}

const listRegistryCredentialsParameters = z.object({
  customerId: z.string(),
  includeRevoked: z.boolean().default(false),
})

/**
 * Lists the registry credentials of a customer without their secrets, the default one first.
 *
 * @throws InvalidInputError
 * @example
 * const registries = await listRegistryCredentials(pool, { customerId: 'acme' })
 */
export async function listRegistryCredentials(
  db: Queryable,
  parameters: ListRegistryCredentialsParameters,
): Promise<RegistryCredential[]> {
  const input = parseInput('listRegistryCredentials', listRegistryCredentialsParameters, parameters)
  const { rows } = await db.query(LIST_REGISTRY_CREDENTIALS, [input.customerId, input.includeRevoked])
  return z.array(registryCredential).parse(rows)
}

const LIST_REGISTRY_CREDENTIALS = `
  SELECT id, customer_id, registry_name, registry_url, registry_provider, is_default, is_active, last_validated_at,
    validation_status, validation_error, created_at, revoked_at
  FROM build_orchestrator.registry_credential_summaries
  WHERE customer_id = $1 AND ($2 OR revoked_at IS NULL)
  ORDER BY is_default DESC, created_at, id
`
