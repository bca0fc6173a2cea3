import { z } from 'zod'

import { assignmentsStatus } from '../generated/rows.js'

export const assignmentStatus = assignmentsStatus

export type AssignmentStatus = z.infer<typeof assignmentStatus>

export interface Assignment {
  assignmentId: number
  taskId: number | null
  /** Null for that of a team as a whole. */
  userId: number | null
  teamId: number | null
  assignedBy: number | null
  status: AssignmentStatus
  dueDate: Date | null
  notes: string | null
  createdAt: Date
  /** When it was first in progress. */
  startedAt: Date | null
  /** While it is completed. */
  completedAt: Date | null
}

/** A row as the statements of this folder list it. */
export const assignment = z.object({
  assignmentId: z.int(),
  taskId: z.int().nullable(),
  userId: z.int().nullable(),
  teamId: z.int().nullable(),
  assignedBy: z.int().nullable(),
  status: assignmentStatus,
  dueDate: z.date().nullable(),
  notes: z.string().nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  completedAt: z.date().nullable(),
})
