import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface Measurement {
  /** What was measured, with its unit in the name: `cpu_percent`, `memory_mb`. */
  name: string
  /** @default of no container */
  containerId?: number
  /** @default of no team */
  teamId?: number
  /** A finite number, or text. @default none */
  value?: number | string
  meta?: Record<string, unknown>
  /** @default now, by the clock of the database */
  recordedAt?: Date
}

export interface RecordMetricsParameters {
  /** Up to 10,000. */
  metrics: readonly Measurement[]
}

const recordMetricsParameters = z.object({
  metrics: z
    .array(
      z.object({
        name: z.string().min(1).max(200),
        containerId: z.int().positive().optional(),
        teamId: z.int().positive().optional(),
        value: z.union([z.number(), z.string().max(10_000)]).optional(),
        meta: z.record(z.string(), z.unknown()).optional(),
        recordedAt: z.date().optional(),
      }),
    )
    .max(10_000),
})

/**
 * Records measurements in one statement, all or none, and says how many.
 *
 * As `app_role`, somebody who acts records what belongs to containers they see and to teams of theirs; of the lab
 * as a whole only who manages containers.
 *
 * @throws UnknownReferenceError for a container or a team that is not there
 * @throws InvalidInputError
 * @example
 * await recordMetrics(db, { metrics: [{ name: 'cpu_percent', containerId, value: 12.5 }] })
 */
export async function recordMetrics(db: Queryable, parameters: RecordMetricsParameters): Promise<number> {
  const { metrics } = parseInput('recordMetrics', recordMetricsParameters, parameters)
  const rows = metrics.map(({ value, ...rest }) => ({
    ...rest,
    valueNum: typeof value === 'number' ? value : undefined,
    valueText: typeof value === 'string' ? value : undefined,
  }))
  const answer = await db.query(RECORD_METRICS, [JSON.stringify(rows)]).catch((cause) => {
    throw explainWrite(cause)
  })
  return z.object({ value: z.int() }).parse(answer.rows[0]).value
}

const RECORD_METRICS = `
  WITH recorded AS (
    INSERT INTO containers_lab.metrics (
      metric_name, container_id, team_id, value_num, value_text, meta, recorded_at
    )
    SELECT item.name, item."containerId", item."teamId", item."valueNum", item."valueText", item.meta,
      coalesce(item."recordedAt", now())
    FROM jsonb_to_recordset($1::jsonb) AS item (
      name text, "containerId" integer, "teamId" integer, "valueNum" float8, "valueText" text, meta jsonb,
      "recordedAt" timestamptz
    )
    RETURNING 1
  )
  SELECT count(*)::integer AS value FROM recorded
`
