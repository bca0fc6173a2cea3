import { z } from 'zod'

import { coursesVisibility } from '../generated/rows.js'

export const visibility = coursesVisibility

/** A public course is open to everyone who has signed in. */
export type Visibility = z.infer<typeof visibility>

export interface Course {
  courseId: number
  title: string
  /** As it stands in addresses. */
  slug: string
  description: string | null
  visibility: Visibility
  /** Who wrote it; null when they are gone. */
  createdBy: number | null
  createdAt: Date
}

/** A row as the statements of this folder list it. */
export const course = z.object({
  courseId: z.int(),
  title: z.string(),
  slug: z.string(),
  description: z.string().nullable(),
  visibility,
  createdBy: z.int().nullable(),
  createdAt: z.date(),
})

export interface CourseOverview extends Course {
  /** Null also where the caller may not see the person. */
  authorName: string | null
  moduleCount: number
  taskCount: number
  /** To how many people it is given as a whole. */
  assignmentCount: number
}

/** A row of the view course_overview. */
export const courseOverview = course.extend({
  authorName: z.string().nullable(),
  moduleCount: z.int(),
  taskCount: z.int(),
  assignmentCount: z.int(),
})
