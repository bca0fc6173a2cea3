import { z } from 'zod'

/** An operation on a container. */
export interface Operation {
  operationId: string
  containerId: number | null
  operation: 'create' | 'start' | 'stop' | 'snapshot' | 'delete'
  payload: unknown
  status: 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled'
  /** How often it was claimed. */
  attempts: number
  maxAttempts: number
  scheduledAt: Date | null
  /** Not claimed before then. */
  notBefore: Date | null
  claimedBy: string | null
  leaseUntil: Date | null
  /** Why the last attempt failed, or why it was cancelled. */
  deadReason: string | null
  /** When somebody wanted it stopped; it may still run. */
  cancelRequestedAt: Date | null
  createdAt: Date
  completedAt: Date | null
}

/** A row as the statements of this folder list it. */
export const operationRow = z.object({
  operationId: z.string(),
  containerId: z.int().nullable(),
  operation: z.enum(['create', 'start', 'stop', 'snapshot', 'delete']),
  payload: z.unknown(),
  status: z.enum(['pending', 'in_progress', 'completed', 'failed', 'cancelled']),
  attempts: z.int(),
  maxAttempts: z.int(),
  scheduledAt: z.date().nullable(),
  notBefore: z.date().nullable(),
  claimedBy: z.string().nullable(),
  leaseUntil: z.date().nullable(),
  deadReason: z.string().nullable(),
  cancelRequestedAt: z.date().nullable(),
  createdAt: z.date(),
  completedAt: z.date().nullable(),
})
