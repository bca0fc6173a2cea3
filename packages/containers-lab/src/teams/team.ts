import { z } from 'zod'

export interface Team {
  teamId: number
  name: string
  description: string | null
  createdAt: Date
}

/** A row as the statements of this folder list it. */
export const team = z.object({
  teamId: z.int(),
  name: z.string(),
  description: z.string().nullable(),
  createdAt: z.date(),
})
