import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type QueueSettings, queueSettings, type TierShares } from './queue-settings.js'

export interface SetQueueSettingsParameters {
  /** One build in eight goes to the one that has waited longest, once it has waited so long; null for never. @default unchanged */
  ageAfterMs?: number | null
  /** How many builds a round a customer of each tier has, when more than one waits. @default unchanged */
  shares?: TierShares
}

const share = z.int().min(1).max(60)

const setQueueSettingsParameters = z.object({
  ageAfterMs: z.int().nonnegative().max(31_536_000_000).nullable().optional(),
  shares: z.object({ core: share, pro: share, enterprise: share, asp: share }).optional(),
})

/**
 * Changes how `claimBuilds` departs from strict priority and equal turns, and gives the
 * settings as they are then.
 *
 * Ageing holds from the next claim on, shares for what is queued afterwards.
 * `getNextBuildForWorker` knows neither: it takes the most urgent, oldest build.
 *
 * @throws InvalidInputError
 * @example
 * await setQueueSettings(pool, { ageAfterMs: 3_600_000, shares: { core: 1, pro: 2, enterprise: 4, asp: 4 } })
 */
export async function setQueueSettings(db: Queryable, parameters: SetQueueSettingsParameters): Promise<QueueSettings> {
  const { ageAfterMs, shares } = parseInput('setQueueSettings', setQueueSettingsParameters, parameters)
  const { rows } = await db.query(SET_QUEUE_SETTINGS, [
    ageAfterMs !== undefined,
    ageAfterMs,
    shares?.core,
    shares?.pro,
    shares?.enterprise,
    shares?.asp,
  ])
  return queueSettings.parse(rows[0])
}

const SET_QUEUE_SETTINGS = `
  UPDATE build_orchestrator.build_queue_settings
  SET age_after = CASE WHEN $1 THEN $2::float8 * interval '1 ms' ELSE age_after END,
    core_share = coalesce($3, core_share),
    pro_share = coalesce($4, pro_share),
    enterprise_share = coalesce($5, enterprise_share),
    asp_share = coalesce($6, asp_share)
  RETURNING (extract(epoch FROM age_after) * 1000)::float8 AS age_after_ms, core_share, pro_share, enterprise_share,
    asp_share
`
