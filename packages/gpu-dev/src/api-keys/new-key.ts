import { randomBytes } from 'node:crypto'

import { hashKey } from './hash-key.js'

/** A key that nobody has seen yet, and what is stored of it. */
export interface NewKey {
  /** 64 random bytes, URL-safe. */
  key: string
  hash: string
  prefix: string
}

export function newKey(): NewKey {
  const key = randomBytes(64).toString('base64url')
  return { key, hash: hashKey(key), prefix: key.slice(0, 8) }
}
