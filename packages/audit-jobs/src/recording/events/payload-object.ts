import { z } from 'zod'

/** An object that JSON writes with braces. Looked at, not copied: it is about to be written as text. */
export const payloadObject = z.custom<Record<string, unknown>>(
  (value) => Object.prototype.toString.call(value) === '[object Object]',
  'expected an object',
)
