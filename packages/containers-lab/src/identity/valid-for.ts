import { z } from 'zod'

/** How long a token is good, in seconds: a minute to a year. */
export const validForSeconds = z
  .int()
  .min(60)
  .max(366 * 86_400)
