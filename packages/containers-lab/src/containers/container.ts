import { z } from 'zod'

/** A container with its owner and state. */
export interface Container {
  containerId: number
  /** Its name on the host. */
  lxcName: string
  /** Null once its owner was deleted. */
  ownerUserId: number | null
  ownerName: string | null
  templateId: number | null
  image: string
  cpu: number
  memoryMb: number
  diskMb: number
  ipAddress: string | null
  /** A name of container_statuses, as in `running`. */
  status: string
  metadata: unknown
  startedAt: Date | null
  stoppedAt: Date | null
  createdAt: Date
}

/** A row as the statements of this folder list it. */
export const containerRow = z.object({
  containerId: z.int(),
  lxcName: z.string(),
  ownerUserId: z.int().nullable(),
  ownerName: z.string().nullable(),
  templateId: z.int().nullable(),
  image: z.string(),
  cpu: z.int(),
  memoryMb: z.int(),
  diskMb: z.int(),
  ipAddress: z.string().nullable(),
  status: z.string(),
  metadata: z.unknown(),
  startedAt: z.date().nullable(),
  stoppedAt: z.date().nullable(),
  createdAt: z.date(),
})
