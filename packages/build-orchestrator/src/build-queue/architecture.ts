import { z } from 'zod'

export const architecture = z.enum(['amd64', 'arm64'])

export type Architecture = z.infer<typeof architecture>
