import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { credentialContext } from '../secrets/context.js'
import type { KeyProvider } from '../secrets/key-provider.js'

export interface RotateRegistryCredentialKeysParameters {
  /** Opens what older keys sealed, and seals anew with the current one. */
  keys: KeyProvider
  /** 1 to 1000 a call. @default 100 */
  limit?: number
}

const rotateParameters = z.object({ limit: z.int().min(1).max(1000).default(100) })

const sealedCredential = z.object({
  id: z.guid(),
  customer_id: z.string(),
  username_encrypted: z.instanceof(Uint8Array),
  password_encrypted: z.instanceof(Uint8Array),
  encryption_key_id: z.string(),
  encryption_key_version: z.int(),
})

/**
 * Encrypts credentials anew that were sealed with another key than the current one, and
 * gives how many. Call it until it gives 0.
 *
 * Each row is changed only if it is still as it was read, so any number of processes may
 * rotate at once. Revoked credentials are rotated too.
 *
 * @throws SecretNotOpenedError, UnknownEncryptionKeyError from the provider; rows before it stay rotated.
 * @throws InvalidInputError
 * @example
 * while ((await rotateRegistryCredentialKeys(pool, { keys })) > 0);
 */
export async function rotateRegistryCredentialKeys(
  db: Queryable,
  { keys, ...parameters }: RotateRegistryCredentialKeysParameters,
): Promise<number> {
  const { limit } = parseInput('rotateRegistryCredentialKeys', rotateParameters, parameters)
  const { keyId, keyVersion } = await keys.current()
  const { rows } = await db.query(LIST_OUTDATED, [keyId, keyVersion, limit])
  let rotated = 0
  for (const row of z.array(sealedCredential).parse(rows)) rotated += await rotate(db, keys, row)
  return rotated
}

async function rotate(db: Queryable, keys: KeyProvider, row: z.infer<typeof sealedCredential>): Promise<number> {
  const key = { keyId: row.encryption_key_id, keyVersion: row.encryption_key_version }
  const names = credentialContext(row.customer_id, 'username')
  const words = credentialContext(row.customer_id, 'password')
  const username = await keys.seal(await keys.open({ cipherText: row.username_encrypted, ...key }, names), names)
  const password = await keys.seal(await keys.open({ cipherText: row.password_encrypted, ...key }, words), words)
  const { rows } = await db.query(REPLACE, [
    row.id,
    Buffer.from(row.password_encrypted),
    Buffer.from(username.cipherText),
    Buffer.from(password.cipherText),
    password.keyId,
    password.keyVersion,
  ])
  return rows.length
}

const LIST_OUTDATED = `
  SELECT id, customer_id, username_encrypted, password_encrypted, encryption_key_id, encryption_key_version
  FROM build_orchestrator.registry_credentials
  WHERE (encryption_key_id, encryption_key_version) <> ($1, $2::integer)
  ORDER BY id
  LIMIT $3
`

const REPLACE = `
  UPDATE build_orchestrator.registry_credentials
  SET username_encrypted = $3::bytea, password_encrypted = $4::bytea, encryption_key_id = $5,
    encryption_key_version = $6
  WHERE id = $1 AND password_encrypted = $2::bytea
  RETURNING id
`
