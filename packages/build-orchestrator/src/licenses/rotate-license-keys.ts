import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { licenseContext } from '../secrets/context.js'
import type { KeyProvider } from '../secrets/key-provider.js'

export interface RotateLicenseKeysParameters {
  /** Opens what older keys sealed, and seals anew with the current one. */
  keys: KeyProvider
  /** 1 to 1000 a call. @default 100 */
  limit?: number
}

const rotateLicenseKeysParameters = z.object({ limit: z.int().min(1).max(1000).default(100) })

const sealedLicense = z.object({
  id: z.guid(),
  customer_id: z.string(),
  license_key: z.string(),
  encryption_key_id: z.string(),
  encryption_key_version: z.int(),
})

/**
 * Encrypts license keys anew that were sealed with another key than the current one, and
 * gives how many. Call it until it gives 0.
 *
 * Each row is changed only if it is still as it was read, so any number of processes may
 * rotate at once. Keys that the application sealed by itself are left alone.
 *
 * @throws SecretNotOpenedError, UnknownEncryptionKeyError from the provider; rows before it stay rotated.
 * @throws InvalidInputError
 * @example
 * while ((await rotateLicenseKeys(pool, { keys })) > 0);
 */
export async function rotateLicenseKeys(
  db: Queryable,
  { keys, ...parameters }: RotateLicenseKeysParameters,
): Promise<number> {
  const { limit } = parseInput('rotateLicenseKeys', rotateLicenseKeysParameters, parameters)
  const { keyId, keyVersion } = await keys.current()
  const { rows } = await db.query(LIST_OUTDATED, [keyId, keyVersion, limit])
  let rotated = 0
  for (const row of z.array(sealedLicense).parse(rows)) {
    const context = licenseContext(row.customer_id)
    const cipherText = Buffer.from(row.license_key, 'base64')
    const sealed = { cipherText, keyId: row.encryption_key_id, keyVersion: row.encryption_key_version }
    const anew = await keys.seal(await keys.open(sealed, context), context)
    const text = Buffer.from(anew.cipherText).toString('base64')
    const changed = await db.query(REPLACE, [row.id, row.license_key, text, anew.keyId, anew.keyVersion])
    rotated += changed.rows.length
  }
  return rotated
}

const LIST_OUTDATED = `
  SELECT id, customer_id, license_key, encryption_key_id, encryption_key_version
  FROM build_orchestrator.licenses
  WHERE encryption_key_id IS NOT NULL AND (encryption_key_id, encryption_key_version) <> ($1, $2::integer)
  ORDER BY id
  LIMIT $3
`

const REPLACE = `
  UPDATE build_orchestrator.licenses
  SET license_key = $3, encryption_key_id = $4, encryption_key_version = $5
  WHERE id = $1 AND license_key = $2
  RETURNING id
`
