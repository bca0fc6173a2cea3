import { z } from 'zod'

const UNSTORABLE = /\0|\p{Surrogate}/u

/** A name that is kept as it came: 1 to 200 characters, none of them NUL or half of a pair. */
export const eventName = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => !UNSTORABLE.test(name), 'expected text without NUL and unpaired surrogates')
