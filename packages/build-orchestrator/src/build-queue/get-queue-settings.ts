import type { Queryable } from '@schemata/contract'

import { type QueueSettings, queueSettings } from './queue-settings.js'

/**
 * Gives the settings of the queue: no ageing and equal shares, until `setQueueSettings`.
 *
 * @example
 * const { ageAfterMs, shares } = await getQueueSettings(pool)
 */
export async function getQueueSettings(db: Queryable): Promise<QueueSettings> {
  const { rows } = await db.query(GET_QUEUE_SETTINGS)
  return queueSettings.parse(rows[0])
}

const GET_QUEUE_SETTINGS = `
  SELECT (extract(epoch FROM age_after) * 1000)::float8 AS age_after_ms, core_share, pro_share, enterprise_share,
    asp_share
  FROM build_orchestrator.build_queue_settings
`
