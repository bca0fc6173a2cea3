import { z } from 'zod'

/** One segment of an address: 1 to 200 characters, no blanks, and none of `/ ? # %`. */
export const slug = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s/?#%]+$/, 'expected one segment of an address, without blanks or any of / ? # %')
