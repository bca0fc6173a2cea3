import { z } from 'zod'

/** The beginning of an id: enough characters to mean something. */
export const prefix = z.string().trim().min(4).max(255)

/** The prefix as a LIKE pattern in which nothing of it is a wildcard. */
export function toPrefixPattern(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`
}
