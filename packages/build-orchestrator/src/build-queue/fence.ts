import { z } from 'zod'

/** The number of a run: a 64-bit integer as text. */
export const fence = z.string().regex(/^\d{1,19}$/, 'expected the fence of a claim, as text')

/** One run of a build, and the right to write about it. */
export interface Hold {
  buildId: string
  /** As the claim gave it. It never repeats for a build, so that of an earlier run finds no row. */
  fence: string
}

export const hold = z.object({ buildId: z.guid(), fence })
