import { z } from 'zod'

/** Up to 10,000 people or teams at a time; one given twice counts once. */
export const ids = z.array(z.int().positive()).max(10_000)
