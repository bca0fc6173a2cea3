import { z } from 'zod'

import { type GenerationStatus, generationStatus } from './generation-status.js'

/** A row as the statements of this folder list it. */
export const courseRow = z.object({
  id: z.guid(),
  organization_id: z.guid(),
  user_id: z.guid().nullable(),
  title: z.string(),
  slug: z.string(),
  description: z.string().nullable(),
  generation_status: generationStatus.nullable(),
  created_at: z.date(),
  updated_at: z.date(),
})

export interface Course {
  id: string
  organizationId: string
  /** The author; null once erased. */
  userId: string | null
  title: string
  /** Unique within the organization. */
  slug: string
  description: string | null
  /** Null: its generation never started. */
  generationStatus: GenerationStatus | null
  createdAt: Date
  updatedAt: Date
}

/** The course that a row holds. */
export function toCourse(row: z.infer<typeof courseRow>): Course {
  return {
    id: row.id,
    organizationId: row.organization_id,
    userId: row.user_id,
    title: row.title,
    slug: row.slug,
    description: row.description,
    generationStatus: row.generation_status,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Reads a course out of a row, or fails when the row is not one. */
export const course = courseRow.transform(toCourse)
