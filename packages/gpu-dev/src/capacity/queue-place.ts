import { z } from 'zod'

/** Who waits, and for how long it looks. */
export interface QueuePlace {
  /** Of a group, its first node. */
  reservationId: string
  owner: string
  gpuType: string | null
  /** Of all nodes. */
  gpuCount: number
  createdAt: Date
  /** From 1, within the kind. */
  queuePosition: number
  /** Until enough reservations reach their end; null where that is not foreseeable. */
  estimatedWaitSeconds: number | null
}

export const queuePlace = z
  .object({
    reservation_id: z.string(),
    user_id: z.string(),
    gpu_type: z.string().nullable(),
    gpu_count: z.number(),
    created_at: z.date(),
    queue_position: z.number(),
    estimated_wait_seconds: z.number().nullable(),
  })
  .transform(
    (row): QueuePlace => ({
      reservationId: row.reservation_id,
      owner: row.user_id,
      gpuType: row.gpu_type,
      gpuCount: row.gpu_count,
      createdAt: row.created_at,
      queuePosition: row.queue_position,
      estimatedWaitSeconds: row.estimated_wait_seconds,
    }),
  )
