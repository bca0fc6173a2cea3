import { z } from 'zod'

import { type AssignmentStatus, assignmentStatus } from '../assignments/assignment.js'

/** A task of a person: given to them, to a team of theirs, or with a course or module. */
export interface UserTask {
  taskId: number
  title: string
  courseId: number | null
  moduleId: number | null
  /** Null while it only comes with a course or module and was not begun. */
  assignmentId: number | null
  /** Given to the person themselves. */
  own: boolean
  /** Null like the assignment. */
  status: AssignmentStatus | null
  dueDate: Date | null
  completedAt: Date | null
  notes: string | null
}

/** A row of the view user_tasks. */
export const userTask = z.object({
  taskId: z.int(),
  title: z.string(),
  courseId: z.int().nullable(),
  moduleId: z.int().nullable(),
  assignmentId: z.int().nullable(),
  own: z.boolean(),
  status: assignmentStatus.nullable(),
  dueDate: z.date().nullable(),
  completedAt: z.date().nullable(),
  notes: z.string().nullable(),
})
