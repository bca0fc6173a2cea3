import { z } from 'zod'

/** How many of a person's tasks there are in a course or module, by how they stand. */
export interface ProgressCounts {
  taskCount: number
  inProgressCount: number
  completedCount: number
  blockedCount: number
  /** Of 100, with one decimal; null where there is no task. */
  completionPercent: number | null
}

/** These columns in the views course_progress and module_progress. */
export const progressCounts = {
  taskCount: z.int(),
  inProgressCount: z.int(),
  completedCount: z.int(),
  blockedCount: z.int(),
  completionPercent: z.number().nullable(),
}
