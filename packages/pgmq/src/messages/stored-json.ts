import type { ZodType } from 'zod'

import { InvalidMessageError } from '../errors.js'

/** Where a value stands in a call, for the error. */
export interface Position {
  readonly queue: string
  readonly position: string
}

/**
 * The JSON of a value, once the schema has taken what is read back from it.
 *
 * @throws InvalidMessageError
 */
export function storedJson(schema: ZodType, value: unknown, where: Position): string {
  const text = JSON.stringify(value)
  if (text === undefined) throw new InvalidMessageError({ ...where, problem: 'it has no JSON' })
  // PostgreSQL's text has no such character, and jsonb is made of text.
  if (/(?<!\\)(?:\\\\)*\\u0000/.test(text)) {
    throw new InvalidMessageError({ ...where, problem: 'it holds the character U+0000, which cannot be stored' })
  }
  const result = schema.safeParse(JSON.parse(text))
  if (result.success) return text
  const [issue] = result.error.issues
  throw new InvalidMessageError({ ...where, problem: issueText(issue) })
}

/** `amount: expected a number`. */
export function issueText(issue: { path: PropertyKey[]; message: string } | undefined): string {
  if (issue === undefined) return 'unknown reason'
  return issue.path.length === 0 ? issue.message : `${issue.path.map(String).join('.')}: ${issue.message}`
}
