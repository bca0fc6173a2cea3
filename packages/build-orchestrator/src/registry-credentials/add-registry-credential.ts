import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { UnknownCustomerError } from '../errors/customers.js'
import { RegistryQuotaError } from '../errors/quotas.js'
import { parseInput } from '../parse-input.js'
import { raised } from '../raised.js'
import { credentialContext } from '../secrets/context.js'
import type { KeyProvider } from '../secrets/key-provider.js'
import { type RegistryProvider, registryProvider } from './registry-credential.js'

export interface AddRegistryCredentialParameters {
  customerId: string
  /** A label for people. */
  registryName: string
  registryUrl: string
  registryProvider: RegistryProvider
  /** In clear; stored as cipher text only. */
  username: string
  /** In clear; stored as cipher text only. */
  password: string
  /** Seals both. */
  keys: KeyProvider
  /** Takes the place of the present default. @default false */
  makeDefault?: boolean
}

const addRegistryCredentialParameters = z.object({
  customerId: z.string(),
  registryName: z.string().min(1).max(100),
  registryUrl: z.string().min(1),
  registryProvider,
  username: z.string().min(1),
  password: z.string().min(1),
  makeDefault: z.boolean().default(false),
})

/**
 * Stores a registry credential and gives its id.
 *
 * The number that the license allows holds however many are added at once. A customer
 * without a license has no limit here.
 *
 * @throws RegistryQuotaError when the license allows no more.
 * @throws UnknownCustomerError, InvalidInputError
 * @example
 * const id = await addRegistryCredential(pool, {
 *   customerId: 'acme', registryName: 'main', registryUrl: 'ghcr.io/acme', registryProvider: 'custom',
 *   username, password, keys, makeDefault: true,
 * })
 */
export async function addRegistryCredential(
  db: Queryable,
  { keys, ...parameters }: AddRegistryCredentialParameters,
): Promise<string> {
  const input = parseInput('addRegistryCredential', addRegistryCredentialParameters, parameters)
  const { customerId } = input
  const username = await keys.seal(input.username, credentialContext(customerId, 'username'))
  const password = await keys.seal(input.password, credentialContext(customerId, 'password'))
  try {
    const { rows } = await db.query(ADD_REGISTRY_CREDENTIAL, [
      customerId,
      input.registryName,
      input.registryUrl,
      input.registryProvider,
      Buffer.from(username.cipherText),
      Buffer.from(password.cipherText),
      password.keyId,
      password.keyVersion,
      input.makeDefault,
    ])
    return z.object({ id: z.guid() }).parse(rows[0]).id
  } catch (cause) {
    if (raised(cause, 'LB006')) throw new UnknownCustomerError({ customerId, cause })
    if (raised(cause, 'LB008')) throw new RegistryQuotaError({ customerId, cause })
    throw cause
  }
}

const ADD_REGISTRY_CREDENTIAL = `
  SELECT build_orchestrator.add_registry_credential($1, $2, $3, $4, $5::bytea, $6::bytea, $7, $8, $9) AS id
`
