import { createHash } from 'node:crypto'

/** The most characters that the column takes. */
const LONGEST = 255

/** A key as it is stored for a scope; a long one as its digest. */
export function storedKey({ scope, key }: { scope: string; key: string }): string {
  const plain = `${scope}:${key}`
  if (plain.length <= LONGEST) return plain
  return `${scope}:sha256:${createHash('sha256').update(key).digest('hex')}`
}
