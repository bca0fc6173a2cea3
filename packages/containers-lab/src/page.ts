import { z } from 'zod'

/** How much of a list is wanted: 1 to 500 rows, after those that are skipped. */
export const page = {
  limit: z.int().min(1).max(500).default(50),
  offset: z.int().min(0).max(1_000_000).default(0),
}
