import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'

export interface ListApiKeysParameters {
  username: string
}

/** A key as it may be shown: neither it nor its hash. */
export interface ApiKey {
  keyId: number
  keyPrefix: string
  createdAt: Date | null
  expiresAt: Date | null
  /** To the minute. */
  lastUsedAt: Date | null
  /** Neither revoked nor expired. */
  isUsable: boolean
  description: string | null
}

const listApiKeysParameters = z.object({ username: userName })

const apiKey = z
  .object({
    key_id: z.number(),
    key_prefix: z.string(),
    created_at: z.date().nullable(),
    expires_at: z.date().nullable(),
    last_used_at: z.date().nullable(),
    is_usable: z.boolean(),
    description: z.string().nullable(),
  })
  .transform(
    (row): ApiKey => ({
      keyId: row.key_id,
      keyPrefix: row.key_prefix,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      lastUsedAt: row.last_used_at,
      isUsable: row.is_usable,
      description: row.description,
    }),
  )

/**
 * Lists all keys of a user, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const usable = (await listApiKeys(pool, { username: 'ada' })).filter(({ isUsable }) => isUsable)
 */
export async function listApiKeys(db: Queryable, parameters: ListApiKeysParameters): Promise<ApiKey[]> {
  const { username } = parseInput('listApiKeys', listApiKeysParameters, parameters)
  const { rows } = await db.query(LIST_API_KEYS, [username])
  return z.array(apiKey).parse(rows)
}

const LIST_API_KEYS = `
  SELECT
    known.key_id, known.key_prefix, known.created_at, known.expires_at, known.last_used_at, known.description,
    known.is_active IS TRUE AND (known.expires_at IS NULL OR known.expires_at > clock_timestamp()) AS is_usable
  FROM gpu_dev.api_keys AS known
  JOIN gpu_dev.api_users AS account ON account.user_id = known.user_id
  WHERE account.username = $1
  ORDER BY known.key_id DESC
`
