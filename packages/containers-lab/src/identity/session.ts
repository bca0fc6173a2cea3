import { z } from 'zod'

/** Somebody who has shown that they are who they say, as of now. */
export interface SignedInUser {
  userId: number
  name: string
  email: string
  roleName: string
}

export interface Session extends SignedInUser {
  sessionId: string
  expiresAt: Date
}

/** A session just opened. */
export interface NewSession extends Session {
  /** Told this once; only its digest is stored. */
  token: string
}

/** A row of the functions open_session and use_session. */
export const session = z.object({
  sessionId: z.string(),
  userId: z.int(),
  name: z.string(),
  email: z.string(),
  roleName: z.string(),
  expiresAt: z.date(),
})
