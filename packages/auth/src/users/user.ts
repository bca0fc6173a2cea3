import { z } from 'zod'

const metadata = z.record(z.string(), z.unknown()).nullable()

/** A row as the statements of this folder list it. */
export const userRow = z.object({
  id: z.guid(),
  email: z.string().nullable(),
  raw_app_meta_data: metadata,
  raw_user_meta_data: metadata,
  created_at: z.date().nullable(),
  updated_at: z.date().nullable(),
})

/** Someone who can sign in. */
export interface User {
  id: string
  /** Lower case. */
  email: string | null
  /** What the application states about the user; empty where nothing is stated. */
  appMetadata: Readonly<Record<string, unknown>>
  /** What users state about themselves; never a basis for rights. */
  userMetadata: Readonly<Record<string, unknown>>
  /** Null only for rows that another program wrote without it. */
  createdAt: Date | null
  updatedAt: Date | null
}

/** Reads a user out of a row, or fails when the row is not one. */
export const user = userRow.transform(
  (row): User => ({
    id: row.id,
    email: row.email,
    appMetadata: row.raw_app_meta_data ?? {},
    userMetadata: row.raw_user_meta_data ?? {},
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }),
)
