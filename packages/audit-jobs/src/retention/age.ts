import { z } from 'zod'

/** What is old enough, and how much of it is handled at once. */
export interface Age {
  /** Days of 24 hours, at least 1. */
  olderThanDays: number
  /** Rows to a batch, up to 10000. @default 1000 */
  batchSize?: number
}

/** The shape of {@link Age}, to be spread into an object. */
export const age = {
  olderThanDays: z.int().min(1).max(36_500),
  batchSize: z.int().min(1).max(10_000).default(1000),
}
