import { z } from 'zod'

/** A name that may stand in addresses: 1 to 100 letters, digits, hyphens and underscores. */
export const customerId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/, 'expected 1 to 100 letters, digits, hyphens and underscores')
