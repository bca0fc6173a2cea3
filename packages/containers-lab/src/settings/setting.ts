import { z } from 'zod'

/** What an administrator sets. */
export interface Setting {
  key: string
  value: string | null
  json: unknown
  description: string | null
  updatedAt: Date
}

/** A row as the statements of this folder list it. */
export const settingRow = z.object({
  key: z.string(),
  value: z.string().nullable(),
  json: z.unknown(),
  description: z.string().nullable(),
  updatedAt: z.date(),
})
