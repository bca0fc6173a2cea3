import { z } from 'zod'

export interface Task {
  taskId: number
  title: string
  description: string | null
  /** The course it belongs to; that of the module, where it is in one. */
  courseId: number | null
  moduleId: number | null
  createdBy: number | null
  createdAt: Date
}

/** A row as the statements of this folder list it. */
export const task = z.object({
  taskId: z.int(),
  title: z.string(),
  description: z.string().nullable(),
  courseId: z.int().nullable(),
  moduleId: z.int().nullable(),
  createdBy: z.int().nullable(),
  createdAt: z.date(),
})
