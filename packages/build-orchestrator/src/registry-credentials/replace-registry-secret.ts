import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { credentialContext } from '../secrets/context.js'
import type { KeyProvider } from '../secrets/key-provider.js'

export interface ReplaceRegistrySecretParameters {
  customerId: string
  credentialId: string
  username: string
  password: string
  keys: KeyProvider
}

const replaceRegistrySecretParameters = z.object({
  customerId: z.string(),
  credentialId: z.guid(),
  username: z.string().min(1),
  password: z.string().min(1),
})

/**
 * Gives a credential a new user name and password. False when it is not a live one of the customer.
 *
 * What was known of the old ones is forgotten: it has to be validated anew.
 *
 * @throws InvalidInputError
 * @example
 * await replaceRegistrySecret(pool, { customerId: 'acme', credentialId, username, password, keys })
 */
export async function replaceRegistrySecret(
  db: Queryable,
  { keys, ...parameters }: ReplaceRegistrySecretParameters,
): Promise<boolean> {
  const input = parseInput('replaceRegistrySecret', replaceRegistrySecretParameters, parameters)
  const username = await keys.seal(input.username, credentialContext(input.customerId, 'username'))
  const password = await keys.seal(input.password, credentialContext(input.customerId, 'password'))
  const { rows } = await db.query(REPLACE_REGISTRY_SECRET, [
    input.credentialId,
    input.customerId,
    Buffer.from(username.cipherText),
    Buffer.from(password.cipherText),
    password.keyId,
    password.keyVersion,
  ])
  return rows.length > 0
}

const REPLACE_REGISTRY_SECRET = `
  UPDATE build_orchestrator.registry_credentials
  SET username_encrypted = $3::bytea,
      password_encrypted = $4::bytea,
      encryption_key_id = $5,
      encryption_key_version = $6,
      validation_status = 'unknown',
      validation_error = NULL
  WHERE id = $1 AND customer_id = $2 AND revoked_at IS NULL
  RETURNING id
`
