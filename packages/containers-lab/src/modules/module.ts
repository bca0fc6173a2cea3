import { z } from 'zod'

export interface Module {
  moduleId: number
  courseId: number
  title: string
  /** The text to be read. */
  content: string | null
  /** Its place in the course; of several with one place, the older comes first. */
  position: number
  createdAt: Date
}

/** A row as the statements of this folder list it. */
export const moduleRow = z.object({
  moduleId: z.int(),
  courseId: z.int(),
  title: z.string(),
  content: z.string().nullable(),
  position: z.int(),
  createdAt: z.date(),
})
