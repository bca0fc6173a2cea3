import { z } from 'zod'

import { usersStatus } from '../generated/rows.js'

export const userStatus = usersStatus

export type UserStatus = z.infer<typeof userStatus>

export interface User {
  userId: number
  /** Their id at the identity provider; made up for people who sign in here. */
  externalId: string
  name: string
  email: string
  roleName: string
  status: UserStatus
  publicSshKey: string | null
  profilePic: string | null
  /** What their containers start with; whatever the application keeps there. */
  provisioningPref: unknown
  createdAt: Date
}

/** A row as the statements of this folder list it. */
export const user = z.object({
  userId: z.int(),
  externalId: z.string(),
  name: z.string(),
  email: z.string(),
  roleName: z.string(),
  status: userStatus,
  publicSshKey: z.string().nullable(),
  profilePic: z.string().nullable(),
  provisioningPref: z.unknown(),
  createdAt: z.date(),
})
