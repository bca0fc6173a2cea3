import { z } from 'zod'

import { type AssignmentStatus, assignmentStatus } from '../assignments/assignment.js'

/** What was given to a person themselves: courses, modules and tasks, three lists. */
export interface EmployeeWork {
  courses: { courseId: number; title: string; dueDate: Date | null }[]
  modules: { moduleId: number; courseId: number; title: string; dueDate: Date | null }[]
  tasks: {
    assignmentId: number
    taskId: number
    title: string
    status: AssignmentStatus
    dueDate: Date | null
    completedAt: Date | null
  }[]
}

// As JSON a time is text.
const time = z.coerce.date().nullable()

/** These columns in the view employee_work. */
export const employeeWork = {
  courses: z.array(z.object({ courseId: z.int(), title: z.string(), dueDate: time })),
  modules: z.array(z.object({ moduleId: z.int(), courseId: z.int(), title: z.string(), dueDate: time })),
  tasks: z.array(
    z.object({
      assignmentId: z.int(),
      taskId: z.int(),
      title: z.string(),
      status: assignmentStatus,
      dueDate: time,
      completedAt: time,
    }),
  ),
}
