// Written by `schemata contract`; not to be edited.
import * as z from 'zod'

/** Things with a title, which no two share. */
export const examplesRow = z.object({
  /** When the example was added. */
  created_at: z.date(),
  id: z.guid(),
  /** Not empty. */
  title: z.string(),
})
export type ExamplesRow = z.infer<typeof examplesRow>

export const examplesInsert = z.strictObject({
  created_at: z.date().optional(),
  id: z.guid().optional(),
  title: z.string(),
})
export type ExamplesInsert = z.infer<typeof examplesInsert>

export const examplesUpdate = examplesInsert.partial()
export type ExamplesUpdate = z.infer<typeof examplesUpdate>
