import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { credentialContext } from '../secrets/context.js'
import type { KeyProvider } from '../secrets/key-provider.js'

export interface OpenRegistryCredentialParameters {
  customerId: string
  /** @default the default one of the customer */
  credentialId?: string
  keys: KeyProvider
}

/** For the push itself; keep it out of logs. */
export interface OpenedRegistryCredential {
  id: string
  registryUrl: string
  username: string
  password: string
}

const openRegistryCredentialParameters = z.object({ customerId: z.string(), credentialId: z.guid().optional() })

const sealedCredential = z.object({
  id: z.guid(),
  registry_url: z.string(),
  username_encrypted: z.instanceof(Uint8Array),
  password_encrypted: z.instanceof(Uint8Array),
  encryption_key_id: z.string(),
  encryption_key_version: z.int(),
})

/**
 * Gives a registry credential in clear, or `undefined` when the customer has no active one.
 *
 * @throws SecretNotOpenedError, UnknownEncryptionKeyError from the provider.
 * @throws InvalidInputError
 * @example
 * const registry = await openRegistryCredential(pool, { customerId: 'acme', keys })
 */
export async function openRegistryCredential(
  db: Queryable,
  { keys, ...parameters }: OpenRegistryCredentialParameters,
): Promise<OpenedRegistryCredential | undefined> {
  const input = parseInput('openRegistryCredential', openRegistryCredentialParameters, parameters)
  const { rows } = await db.query(OPEN_REGISTRY_CREDENTIAL, [input.customerId, input.credentialId])
  const row = sealedCredential.optional().parse(rows[0])
  if (row === undefined) return undefined
  const key = { keyId: row.encryption_key_id, keyVersion: row.encryption_key_version }
  const { customerId } = input
  return {
    id: row.id,
    registryUrl: row.registry_url,
    username: await keys.open(
      { cipherText: row.username_encrypted, ...key },
      credentialContext(customerId, 'username'),
    ),
    password: await keys.open(
      { cipherText: row.password_encrypted, ...key },
      credentialContext(customerId, 'password'),
    ),
  }
}

const OPEN_REGISTRY_CREDENTIAL = `
  SELECT id, registry_url, username_encrypted, password_encrypted, encryption_key_id, encryption_key_version
  FROM build_orchestrator.registry_credentials
  WHERE customer_id = $1
    AND is_active
    AND revoked_at IS NULL
    AND CASE WHEN $2::uuid IS NULL THEN is_default ELSE id = $2 END
`
