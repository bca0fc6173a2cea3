import { z } from 'zod'

/** What a jsonb column can hold: an object that JSON can say, without the character NUL. */
export const jsonObject = z
  .record(z.string(), z.unknown())
  .refine(isStorable, 'expected what JSON can say, without NUL')

function isStorable(value: unknown): boolean {
  try {
    return !/(?<!\\)(?:\\\\)*\\u0000/.test(JSON.stringify(value))
  } catch {
    return false
  }
}
