import { createHash } from 'node:crypto'

/**
 * A digest of what a request asks for: SHA-256 in lower-case hex over the value as JSON,
 * the keys of its objects sorted.
 *
 * @example
 * const print = fingerprint({ method: 'POST', path, body })
 */
export function fingerprint(request: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(request, sortKeys) ?? '')
    .digest('hex')
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
