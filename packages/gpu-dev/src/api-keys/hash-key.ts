import { createHash } from 'node:crypto'

/** The form in which a key is stored: SHA-256, hex. Keys are random, so neither salt nor stretching adds to it. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex')
}
