import { z } from 'zod'

/** What a customer has bought, the least first. */
export const tier = z.enum(['core', 'pro', 'enterprise', 'asp'])

export type Tier = z.infer<typeof tier>
