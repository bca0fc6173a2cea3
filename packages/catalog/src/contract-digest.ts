import { createHash } from 'node:crypto'

import type { CatalogContract } from '@schemata/contract'

import { canonicalJson } from './canonical-json.js'
import { sortObjects } from './sort-objects.js'

/**
 * SHA-256 of everything a contract says, lower-case hex.
 *
 * The order of objects and keys, and the layout of the file it came from, do not matter.
 */
export function contractDigest({ format, schema, objects }: CatalogContract): string {
  const text = canonicalJson({ format, schema, objects: sortObjects(objects) })
  return createHash('sha256').update(text).digest('hex')
}
