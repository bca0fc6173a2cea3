import { z } from 'zod'

/** The first two are live; the others are final until a retry. */
export const buildStatus = z.enum(['queued', 'building', 'success', 'failed', 'cancelled', 'timeout'])

export type BuildStatus = z.infer<typeof buildStatus>
