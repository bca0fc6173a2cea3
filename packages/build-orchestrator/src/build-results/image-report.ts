import { z } from 'zod'

/** What a worker knows of the image it made. */
export interface ImageReport {
  totalLayers?: number
  cacheLayersUsed?: number
  newLayersBuilt?: number
  /** A 64-bit number; as text where it may exceed what a number holds. */
  finalImageSizeBytes?: number | bigint | string
  /** `sha256:` and 64 lower-case hex digits. */
  imageDigest?: string
  /** @default none */
  imageTags?: string[]
  /** @default false */
  pushedToRegistry?: boolean
  pushDurationSeconds?: number
  /** The cache entry that was used or made. */
  cacheEntryId?: string
}

/** The fields of a report, to be spread into the parameters of an accessor. */
export const imageReport = {
  totalLayers: z.int32().nonnegative().optional(),
  cacheLayersUsed: z.int32().nonnegative().optional(),
  newLayersBuilt: z.int32().nonnegative().optional(),
  finalImageSizeBytes: z
    .union([z.int().nonnegative(), z.bigint().nonnegative(), z.string().regex(/^\d{1,18}$/, 'expected digits')])
    .transform(String)
    .optional(),
  imageDigest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, 'expected `sha256:` and 64 hex digits')
    .optional(),
  imageTags: z.array(z.string()).optional(),
  pushedToRegistry: z.boolean().default(false),
  pushDurationSeconds: z.number().min(0).lt(99_999_999).optional(),
  cacheEntryId: z.guid().optional(),
}
