import type { NamedKind } from './conformance-facts.js'

/** Names that a document gave: told one by one, by pattern, or by a function. */
export type DocumentNames = readonly (string | RegExp)[] | ((kind: NamedKind, name: string) => boolean)

export function matchesName(names: DocumentNames): (kind: NamedKind, name: string) => boolean {
  if (typeof names === 'function') return names
  return (_kind, name) => names.some((known) => (typeof known === 'string' ? known === name : known.test(name)))
}
