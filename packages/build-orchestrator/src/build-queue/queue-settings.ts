import { z } from 'zod'

/** How builds a round are shared out among the tiers, 1 to 60 each; only their proportions count. */
export interface TierShares {
  core: number
  pro: number
  enterprise: number
  asp: number
}

export interface QueueSettings {
  /** How long a build may wait before it is preferred, in milliseconds; null for any time. */
  ageAfterMs: number | null
  shares: TierShares
}

/** Reads the settings out of the row of build_queue_settings. */
export const queueSettings = z
  .object({
    age_after_ms: z.number().nullable(),
    core_share: z.int(),
    pro_share: z.int(),
    enterprise_share: z.int(),
    asp_share: z.int(),
  })
  .transform(
    (row): QueueSettings => ({
      ageAfterMs: row.age_after_ms,
      shares: { core: row.core_share, pro: row.pro_share, enterprise: row.enterprise_share, asp: row.asp_share },
    }),
  )
