import { z } from 'zod'

/** What kind of job it is; the name of the job in the queue. */
export const queueName = z
  .string()
  .max(100)
  .refine((name) => name.trim() !== '', 'expected a name, not blanks')

/** A queue of BullMQ, whose own keys are separated by colons. */
export const targetQueue = queueName.refine((name) => !name.includes(':'), 'expected a name without a colon')
