import { z } from 'zod'

/**
 * A time zone by name, such as `Europe/Berlin`. Offsets are refused: PostgreSQL and
 * JavaScript disagree on their sign.
 */
export const timeZone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/, 'expected the name of a time zone, such as Europe/Berlin')
  .refine(isKnown, 'expected the name of a time zone, such as Europe/Berlin')
  .default('UTC')

function isKnown(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
