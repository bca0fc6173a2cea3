import { z } from 'zod'

import type { NewKey } from './new-key.js'

/** A key as its user gets it, this once. */
export interface IssuedKey {
  /** Shown now and never again: only its hash is stored. */
  key: string
  keyId: number
  keyPrefix: string
  expiresAt: Date
  userId: number
  username: string
}

/** Of the user, and of the key where one was made. */
export const issuedRow = z.object({
  user_id: z.number(),
  username: z.string(),
  key_id: z.number().nullable(),
  expires_at: z.date().nullable(),
})

/** Undefined where the user may have no key. */
export function toIssuedKey(row: z.output<typeof issuedRow>, { key, prefix }: NewKey): IssuedKey | undefined {
  if (row.key_id === null || row.expires_at === null) return undefined
  return {
    key,
    keyId: row.key_id,
    keyPrefix: prefix,
    expiresAt: row.expires_at,
    userId: row.user_id,
    username: row.username,
  }
}
