import { z } from 'zod'

import { type UserStatus, userStatus } from '../users/user.js'

/** What was given to a person themselves, and how it goes. */
export interface TrackedEmployee {
  userId: number
  name: string
  email: string
  status: UserStatus
  roleName: string
  courseCount: number
  moduleCount: number
  taskCount: number
  assignedCount: number
  inProgressCount: number
  completedCount: number
  blockedCount: number
  overdueCount: number
  firstStartedAt: Date | null
  lastCompletedAt: Date | null
  /** From start to completion, of the tasks that have both. */
  averageMinutes: number | null
  /** Of 100, with one decimal; null where there is no task. */
  completionPercent: number | null
}

/** A row of the view employee_tracking. */
export const trackedEmployee = z.object({
  userId: z.int(),
  name: z.string(),
  email: z.string(),
  status: userStatus,
  roleName: z.string(),
  courseCount: z.int(),
  moduleCount: z.int(),
  taskCount: z.int(),
  assignedCount: z.int(),
  inProgressCount: z.int(),
  completedCount: z.int(),
  blockedCount: z.int(),
  overdueCount: z.int(),
  firstStartedAt: z.date().nullable(),
  lastCompletedAt: z.date().nullable(),
  averageMinutes: z.number().nullable(),
  completionPercent: z.number().nullable(),
})
