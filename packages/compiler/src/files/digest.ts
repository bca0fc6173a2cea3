import { createHash } from 'node:crypto'

import { canonicalText } from './canonical-text.js'

/** SHA-256 of the canonical text's UTF-8 bytes, in lower-case hex. */
export function digest(text: string): string {
  return createHash('sha256').update(canonicalText(text), 'utf8').digest('hex')
}
