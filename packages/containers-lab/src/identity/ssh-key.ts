import { z } from 'zod'

export interface SshKey {
  keyId: string
  /** Its algorithm, as in `ssh-ed25519`. */
  keyType: string
  publicKey: string
  label: string | null
  /** Deleted once it has expired. */
  ephemeral: boolean
  expiresAt: Date | null
  createdAt: Date
}

/** A row as the statements of this folder list it. */
export const sshKey = z.object({
  keyId: z.string(),
  keyType: z.string(),
  publicKey: z.string(),
  label: z.string().nullable(),
  ephemeral: z.boolean(),
  expiresAt: z.date().nullable(),
  createdAt: z.date(),
})
