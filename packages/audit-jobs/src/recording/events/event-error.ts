import { z } from 'zod'

import { toText } from '../payload.js'

/** What went wrong: an `Error`, its parts, or a sentence. */
export type EventError = Error | { name?: string; message: string; stack?: string } | string

/** Long enough to find the fault; the stack is stored once, in the row of whoever failed. */
const LIMITS = { name: 200, message: 2000, stack: 4000 }

const parts = z.object({ name: z.string().optional(), message: z.string(), stack: z.string().optional() })

/** Name, message and stack, each cut to its limit. */
export const eventError = z
  .unknown()
  .transform((value, context): { name?: string; message: string; stack?: string } => {
    const given = parts.safeParse(typeof value === 'string' ? { message: value } : value)
    if (!given.success) {
      context.addIssue('expected an Error, an object with a message, or a text')
      return z.NEVER
    }
    const { name, message, stack } = given.data
    return {
      ...(name !== undefined && { name: toText(name, LIMITS.name) }),
      message: toText(message, LIMITS.message),
      ...(stack !== undefined && { stack: toText(stack, LIMITS.stack) }),
    }
  })
