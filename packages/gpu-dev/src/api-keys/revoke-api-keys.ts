import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'

export interface RevokeApiKeysParameters {
  username: string
  /** A key that stays, such as the one that asks for this. @default none */
  exceptKeyId?: number
}

const revokeApiKeysParameters = z.object({ username: userName, exceptKeyId: z.int().optional() })

/**
 * Makes all keys of a user unusable; gives how many were usable before.
 *
 * @throws InvalidInputError
 * @example
 * const revoked = await revokeApiKeys(pool, { username: 'ada' })
 */
export async function revokeApiKeys(db: Queryable, parameters: RevokeApiKeysParameters): Promise<number> {
  const { username, exceptKeyId } = parseInput('revokeApiKeys', revokeApiKeysParameters, parameters)
  const { rows } = await db.query(REVOKE_API_KEYS, [username, exceptKeyId])
  return rows.length
}

const REVOKE_API_KEYS = `
  UPDATE gpu_dev.api_keys AS known
  SET is_active = false
  FROM gpu_dev.api_users AS account
  WHERE account.username = $1 AND known.user_id = account.user_id AND known.is_active
    AND ($2::integer IS NULL OR known.key_id <> $2)
  RETURNING known.key_id
`
