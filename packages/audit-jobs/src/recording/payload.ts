import { hash } from 'node:crypto'

/** How payloads are treated before they are stored. */
export interface PayloadRules {
  /** Keys in lower case whose values are masked, at any depth. */
  readonly redact: ReadonlySet<string>
  /** A payload whose JSON takes more bytes than this is replaced by a note of its size. */
  readonly maxBytes: number
}

const MASK = '[redacted]'

const LONE_SURROGATE = /\p{Surrogate}/gu

/**
 * The JSON text under which a payload is stored; undefined for nothing.
 *
 * Characters that PostgreSQL cannot store are left out (NUL) or replaced (halves of a
 * surrogate pair).
 *
 * @throws TypeError for what JSON cannot express: a cycle, a bigint.
 */
export function toPayload(value: unknown, { redact, maxBytes }: PayloadRules): string | undefined {
  if (value === undefined || value === null) return undefined
  const text = JSON.stringify(value, redact.size === 0 ? undefined : (key, inner) => masked(key, inner, redact))
  if (text === undefined) return undefined
  const clean = text.includes('\\u') ? text.replace(ESCAPE, storable) : text
  const bytes = Buffer.byteLength(clean)
  return bytes <= maxBytes ? clean : JSON.stringify({ truncated: true, bytes })
}

/** Text without what PostgreSQL cannot store, cut to a length. */
export function toText(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replaceAll('\0', '').replace(LONE_SURROGATE, '\ufffd')
}

/** Tells two payloads of one moment apart; equal ones have equal digests. */
export function payloadDigest(parts: readonly (string | number | undefined)[]): string {
  return parts.every((part) => part === undefined) ? '' : hash('sha1', JSON.stringify(parts)).slice(0, 12)
}

function masked(key: string, value: unknown, redact: ReadonlySet<string>): unknown {
  return key !== '' && redact.has(key.toLowerCase()) ? MASK : value
}

/** An escape of JSON text, taken whole, so that an escaped backslash before a `u` is not misread. */
const ESCAPE = /\\(?:u[0-9a-f]{4}|.)/g

/** JSON.stringify writes a surrogate as an escape only where it stands alone. */
function storable(sequence: string): string {
  if (sequence === '\\u0000') return ''
  return /^\\ud[89a-f]/.test(sequence) ? '\ufffd' : sequence
}
