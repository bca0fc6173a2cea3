import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type SshKey, sshKey } from './ssh-key.js'

export interface ListSshKeysParameters {
  userId: number
}

const listSshKeysParameters = z.object({ userId: z.int() })

/**
 * Lists the keys of a person that have not expired, oldest first.
 *
 * @throws InvalidInputError
 * @example
 * const keys = await listSshKeys(pool, { userId })
 */
export async function listSshKeys(db: Queryable, parameters: ListSshKeysParameters): Promise<SshKey[]> {
  const { userId } = parseInput('listSshKeys', listSshKeysParameters, parameters)
  const { rows } = await db.query(LIST_SSH_KEYS, [userId])
  return z.array(sshKey).parse(rows)
}

const LIST_SSH_KEYS = `
  SELECT id::text AS "keyId", key_type AS "keyType", public_key AS "publicKey", label, ephemeral,
    expires_at AS "expiresAt", created_at AS "createdAt"
  FROM containers_lab.ssh_keys
  WHERE user_id = $1 AND (expires_at > now()) IS NOT FALSE
  ORDER BY id
`
