import { z } from 'zod'

/** A period whose usage was asked for. */
export interface UsageExport {
  exportId: string
  from: string
  /** The last day, included. */
  to: string
  status: 'pending' | 'ready' | 'failed'
  /** Where the application has put the file, if it made one. */
  storagePath: string | null
  generatedBy: number | null
  createdAt: Date
  completedAt: Date | null
}

/** A row as the statements of this folder list it. */
export const usageExportRow = z.object({
  exportId: z.string(),
  from: z.string(),
  to: z.string(),
  status: z.enum(['pending', 'ready', 'failed']),
  storagePath: z.string().nullable(),
  generatedBy: z.int().nullable(),
  createdAt: z.date(),
  completedAt: z.date().nullable(),
})
