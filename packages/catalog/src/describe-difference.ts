import type { CatalogFact } from '@schemata/contract'

import type { Difference } from './difference.js'

const LONGEST = 160

/**
 * Says a difference in one sentence: the object, what was expected, what was found.
 *
 * @example
 * describeDifference(difference)
 * // 'Column `orders.total`: type is expected to be `numeric(12,2)`, found `integer`.'
 */
export function describeDifference({ kind, object, fact, expected, actual }: Difference): string {
  const subject = kind === 'grant' ? `Grants on ${quote(object)}` : `${capitalise(kind)} ${quote(object)}`
  if (fact === undefined) {
    if (kind === 'grant') return `${subject}: ${grantSentence(expected, actual)}`
    return actual === null
      ? `${subject} is expected, found none.`
      : `${subject} is not expected, found one in the database.`
  }
  if (kind === 'grant') return `${subject} to ${quote(fact)}: expected ${say(expected)}, found ${say(actual)}.`
  if (fact === 'body') return `${subject}: its body is not the expected one (${digests(expected, actual)}).`
  const { wanted, found } = shorten(say(expected), say(actual))
  return `${subject}: ${fact} is expected to be ${wanted}, found ${found}.`
}

function grantSentence(expected: CatalogFact, actual: CatalogFact): string {
  return `expected ${say(expected)}, found ${say(actual)}.`
}

function digests(expected: CatalogFact, actual: CatalogFact): string {
  return `expected ${String(expected).slice(0, 12)}, found ${String(actual).slice(0, 12)}`
}

function say(fact: CatalogFact): string {
  if (fact === null) return 'none'
  if (typeof fact === 'string') return quote(fact)
  if (Array.isArray(fact) && fact.every((part) => typeof part === 'string')) return quote(fact.join(', ') || '(empty)')
  return typeof fact === 'object' ? quote(JSON.stringify(fact)) : String(fact)
}

/** Long texts are cut to where they part, so that the sentence still shows the difference. */
function shorten(wanted: string, found: string): { wanted: string; found: string } {
  if (wanted.length <= LONGEST && found.length <= LONGEST) return { wanted, found }
  let same = 0
  while (same < wanted.length && wanted[same] === found[same]) same += 1
  const start = Math.max(0, same - 40)
  return { wanted: cut(wanted, start), found: cut(found, start) }
}

function cut(text: string, start: number): string {
  const end = start + LONGEST
  const before = start > 0 ? '`…' : ''
  return end < text.length ? `${before}${text.slice(start, end)}…\`` : before + text.slice(start)
}

/** A sentence stays on one line, whatever a comment or default holds. */
function quote(text: string): string {
  return `\`${text.replace(/\s+/g, ' ')}\``
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
