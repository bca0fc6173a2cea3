import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'

export interface RevokeApiKeyParameters {
  keyId: number
  /** Whose key it has to be. @default anybody's */
  username?: string
}

const revokeApiKeyParameters = z.object({ keyId: z.int(), username: userName.optional() })

/**
 * Makes a key unusable; false where there is none of that id, of that user, that was usable.
 *
 * @throws InvalidInputError
 * @example
 * await revokeApiKey(pool, { keyId, username: 'ada' })
 */
export async function revokeApiKey(db: Queryable, parameters: RevokeApiKeyParameters): Promise<boolean> {
  const { keyId, username } = parseInput('revokeApiKey', revokeApiKeyParameters, parameters)
  const { rows } = await db.query(REVOKE_API_KEY, [keyId, username])
  return rows.length > 0
}

const REVOKE_API_KEY = `
  UPDATE gpu_dev.api_keys AS known
  SET is_active = false
  FROM gpu_dev.api_users AS account
  WHERE known.key_id = $1 AND known.is_active AND account.user_id = known.user_id
    AND ($2::text IS NULL OR account.username = $2)
  RETURNING known.key_id
`
