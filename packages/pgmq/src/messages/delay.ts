import { z } from 'zod'

/** When a message becomes visible. @default at once */
export type Delay =
  | { readonly delaySeconds?: number; readonly visibleAt?: undefined }
  | { readonly visibleAt?: Date; readonly delaySeconds?: undefined }

export const seconds = z.int().min(0).max(2_147_483_647)

export const delay = z
  .object({ delaySeconds: seconds.optional(), visibleAt: z.date().optional() })
  .refine((given) => given.delaySeconds === undefined || given.visibleAt === undefined, {
    path: ['visibleAt'],
    message: 'Expected a delay or a moment, not both',
  })
