import { z } from 'zod'

/**
 * A name that a queue can have: 1 to 47 printable ASCII characters without `$`, `;`,
 * `'` and `--`. Capitals are folded: `Orders` and `orders` are one queue.
 */
export const queueName = z
  .string()
  .regex(/^[ -~]{1,47}$/, 'Expected 1 to 47 printable ASCII characters')
  .refine((name) => !/[$;']|--/.test(name), "Expected a name without $, ;, ' and --")
