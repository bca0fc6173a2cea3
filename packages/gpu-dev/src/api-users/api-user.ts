import { z } from 'zod'

import { apiUsersRow } from '../generated/rows.js'

export interface ApiUser {
  userId: number
  username: string
  email: string | null
  createdAt: Date | null
  isActive: boolean
}

/** A row as the statements of this folder give it: created_at brought from UTC to a moment. */
export const apiUserRow = apiUsersRow
  .pick({ user_id: true, username: true, email: true })
  .extend({ created_at: z.date().nullable(), is_active: z.boolean() })

export const apiUser = apiUserRow.transform(
  (row): ApiUser => ({
    userId: row.user_id,
    username: row.username,
    email: row.email,
    createdAt: row.created_at,
    isActive: row.is_active,
  }),
)
