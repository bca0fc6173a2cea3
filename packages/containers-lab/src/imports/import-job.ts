import { z } from 'zod'

import { importJobsStatus } from '../generated/rows.js'

export const importStatus = importJobsStatus

export type ImportStatus = z.infer<typeof importStatus>

export interface ImportJob {
  importJobId: number
  uploadedBy: number | null
  fileName: string
  storagePath: string | null
  fileSizeBytes: number | null
  status: ImportStatus
  /** Rows in the file, once that is known. */
  rowsTotal: number | null
  rowsImported: number
  /** Each has an entry in `listImportErrors`. */
  rowsFailed: number
  attempts: number
  resultSummary: string | null
  /** Why the last attempt failed. */
  failure: string | null
  createdAt: Date
  startedAt: Date | null
  completedAt: Date | null
  failedAt: Date | null
}

/** A row as the statements of this folder list it. */
export const importJob = z.object({
  importJobId: z.int(),
  uploadedBy: z.int().nullable(),
  fileName: z.string(),
  storagePath: z.string().nullable(),
  fileSizeBytes: z.number().nullable(),
  status: importStatus,
  rowsTotal: z.int().nullable(),
  rowsImported: z.int(),
  rowsFailed: z.int(),
  attempts: z.int(),
  resultSummary: z.string().nullable(),
  failure: z.string().nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  completedAt: z.date().nullable(),
  failedAt: z.date().nullable(),
})
