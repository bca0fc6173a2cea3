import { z } from 'zod'

/** An operation that a worker holds. */
export interface ClaimedOperation {
  operationId: string
  containerId: number | null
  operation: 'create' | 'start' | 'stop' | 'snapshot' | 'delete'
  payload: unknown
  /** Claims so far, this one included. */
  attempts: number
  /** The number of the claim; every later write states it. */
  fence: string
  leaseUntil: Date
}

/** A row as the statements of this folder list it. */
export const claimedOperationRow = z.object({
  operationId: z.string(),
  containerId: z.int().nullable(),
  operation: z.enum(['create', 'start', 'stop', 'snapshot', 'delete']),
  payload: z.unknown(),
  attempts: z.int(),
  fence: z.string(),
  leaseUntil: z.date(),
})
