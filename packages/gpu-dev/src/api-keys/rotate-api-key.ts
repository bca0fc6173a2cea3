import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type IssuedKey, issuedRow, toIssuedKey } from './issued-key.js'
import { keyOptions } from './key-options.js'
import { newKey } from './new-key.js'

export interface RotateApiKeyParameters {
  /** The key in use, as authenticateKey gave it. */
  keyId: number
  /** From 1 to 168. @default 2 */
  lifetimeHours?: number
}

/** `refused`: the old key, or its user, is not there or no longer good. */
export type KeyRotation = { outcome: 'rotated'; key: IssuedKey } | { outcome: 'refused' }

const rotateApiKeyParameters = z.object({ keyId: z.int(), lifetimeHours: keyOptions.lifetimeHours })

/**
 * Gives the owner of a good key another one with the same description. The old one stays
 * valid until it expires or is revoked.
 *
 * @throws InvalidInputError
 * @example
 * const rotation = await rotateApiKey(pool, { keyId: caller.keyId })
 */
export async function rotateApiKey(db: Queryable, parameters: RotateApiKeyParameters): Promise<KeyRotation> {
  const { keyId, lifetimeHours } = parseInput('rotateApiKey', rotateApiKeyParameters, parameters)
  const made = newKey()
  const { rows } = await db.query(ROTATE_API_KEY, [keyId, made.hash, made.prefix, lifetimeHours])
  const row = issuedRow.optional().parse(rows[0])
  const key = row && toIssuedKey(row, made)
  return key ? { outcome: 'rotated', key } : { outcome: 'refused' }
}

const ROTATE_API_KEY = `
  WITH made AS (
    INSERT INTO gpu_dev.api_keys AS made (user_id, key_hash, key_prefix, expires_at, description)
    SELECT old.user_id, $2, $3, clock_timestamp() + $4::float8 * interval '1 hour', old.description
    FROM gpu_dev.api_keys AS old
    JOIN gpu_dev.api_users AS account ON account.user_id = old.user_id
    WHERE old.key_id = $1 AND old.is_active AND account.is_active
      AND (old.expires_at IS NULL OR old.expires_at > clock_timestamp())
    RETURNING made.user_id, made.key_id, made.expires_at
  )
  SELECT made.user_id, account.username, made.key_id, made.expires_at
  FROM made
  JOIN gpu_dev.api_users AS account ON account.user_id = made.user_id
`
