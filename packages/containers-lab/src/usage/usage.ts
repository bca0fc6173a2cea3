import { z } from 'zod'

/** What a person, or a team together, held on a day. */
export interface Usage {
  usageId: number
  /** Null in the counter of a team. */
  userId: number | null
  teamId: number | null
  /** As in 2026-01-31. */
  day: string
  coresUsed: number
  memoryMbUsed: number
  storageMbUsed: number
  concurrentContainers: number
  updatedAt: Date
}

/** A row as the statements of this folder list it. */
export const usageRow = z.object({
  usageId: z.int(),
  userId: z.int().nullable(),
  teamId: z.int().nullable(),
  day: z.string(),
  coresUsed: z.int(),
  memoryMbUsed: z.number(),
  storageMbUsed: z.number(),
  concurrentContainers: z.int(),
  updatedAt: z.date(),
})
