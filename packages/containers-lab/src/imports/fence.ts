import { z } from 'zod'

/** The right to write about an import that was claimed. */
export interface ImportHold {
  importJobId: number
  /** From the claim; it never repeats for a job. */
  fence: string
}

export const importHold = {
  importJobId: z.int(),
  fence: z.string().regex(/^\d{1,18}$/),
}
