import { z } from 'zod'

export interface KeyOptions {
  /** From 1 to 168. @default 2 */
  lifetimeHours?: number
  /** What the key is for. @default none */
  description?: string
}

export const keyOptions = {
  lifetimeHours: z.number().min(1).max(168).default(2),
  description: z.string().max(1000).optional(),
}
