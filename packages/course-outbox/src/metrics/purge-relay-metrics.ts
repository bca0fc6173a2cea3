import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface PurgeRelayMetricsParameters {
  /** Observations older than that, in milliseconds. @default 30 days */
  olderThanMs?: number
}

const purgeRelayMetricsParameters = z.object({
  olderThanMs: z
    .int()
    .min(0)
    .default(30 * 86_400_000),
})

/**
 * Deletes old observations, and relays that fell silent an hour ago; gives how many minutes went.
 *
 * Every relay does so once a day.
 *
 * @throws InvalidInputError
 */
export async function purgeRelayMetrics(db: Queryable, parameters: PurgeRelayMetricsParameters = {}): Promise<number> {
  const { olderThanMs } = parseInput('purgeRelayMetrics', purgeRelayMetricsParameters, parameters)
  const { rows } = await db.query(PURGE_RELAY_METRICS, [olderThanMs])
  return z.object({ purged: z.coerce.number().int() }).parse(rows[0]).purged
}

const PURGE_RELAY_METRICS = `
  SELECT course_outbox.purge_relay_metrics(make_interval(secs => $1::float8 / 1000))::integer AS purged
`
