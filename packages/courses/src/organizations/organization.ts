import { z } from 'zod'

/** A row as the statements of this folder list it. */
export const organizationRow = z.object({
  id: z.guid(),
  name: z.string(),
  slug: z.string(),
  created_at: z.date(),
  updated_at: z.date(),
})

/** Who courses belong to. */
export interface Organization {
  id: string
  name: string
  slug: string
  createdAt: Date
  updatedAt: Date
}

/** Reads an organization out of a row, or fails when the row is not one. */
export const organization = organizationRow.transform(
  ({ id, name, slug, created_at, updated_at }): Organization => ({
    id,
    name,
    slug,
    createdAt: created_at,
    updatedAt: updated_at,
  }),
)
