import { z } from 'zod'

/** How many rows at most. */
export const pageLimit = z.int().min(1).max(10_000)
