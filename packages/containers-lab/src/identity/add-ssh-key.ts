import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { type SshKey, sshKey } from './ssh-key.js'

export interface AddSshKeyParameters {
  userId: number
  /** In OpenSSH's form: the type, the key, perhaps a comment. */
  publicKey: string
  label?: string
  /** Makes the key ephemeral: it is deleted after this time. @default kept */
  expiresAt?: Date
}

const addSshKeyParameters = z.object({
  userId: z.int(),
  publicKey: z
    .string()
    .trim()
    .max(16_384)
    .regex(/^[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$/, 'expected a public key in the form of OpenSSH'),
  label: z.string().trim().min(1).max(200).optional(),
  expiresAt: z.date().optional(),
})

/**
 * Adds a public key to a person. Added again, the same key takes the new label and expiry.
 *
 * @throws UnknownReferenceError when the person does not exist.
 * @throws InvalidInputError
 * @example
 * await addSshKey(pool, { userId, publicKey: 'ssh-ed25519 AAAA… ada@laptop', label: 'laptop' })
 */
export async function addSshKey(db: Queryable, parameters: AddSshKeyParameters): Promise<SshKey> {
  const input = parseInput('addSshKey', addSshKeyParameters, parameters)
  try {
    const { rows } = await db.query(ADD_SSH_KEY, [input.userId, input.publicKey, input.label, input.expiresAt])
    return sshKey.parse(rows[0])
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const ADD_SSH_KEY = `
  INSERT INTO containers_lab.ssh_keys AS key (user_id, key_type, public_key, label, ephemeral, expires_at)
  VALUES ($1, split_part($2, ' ', 1), $2, $3, $4::timestamptz IS NOT NULL, $4)
  ON CONFLICT (user_id, public_key) DO UPDATE
  SET label = excluded.label, ephemeral = excluded.ephemeral, expires_at = excluded.expires_at
  RETURNING id::text AS "keyId", key_type AS "keyType", public_key AS "publicKey", label, ephemeral,
    expires_at AS "expiresAt", created_at AS "createdAt"
`
