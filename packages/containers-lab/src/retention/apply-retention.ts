import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface ApplyRetentionParameters {
  /** Rows of each kind at most. @default 10000 */
  limit?: number
}

const applyRetentionParameters = z.object({
  limit: z.int().min(1).max(100_000).default(10_000),
})

export interface RemovedRows {
  /** audit_logs, metrics, notifications and so on. */
  kind: string
  removed: number
}

const removedRows = z.object({
  kind: z.string(),
  removed: z.number(),
})

/**
 * Removes what is past the periods in settings, a portion of each kind, and gives how many rows of each went.
 *
 * Call it again while anything comes back. Kinds without a period are kept for ever and left out.
 *
 * @throws RuleViolatedError `retention-days` for a period that is no number
 * @throws InvalidInputError
 * @example
 * const removed = await applyRetention(pool)
 */
export async function applyRetention(db: Queryable, parameters: ApplyRetentionParameters = {}): Promise<RemovedRows[]> {
  const input = parseInput('applyRetention', applyRetentionParameters, parameters)
  const { rows } = await db.query(APPLY_RETENTION, [input.limit]).catch((cause) => {
    throw explainWrite(cause)
  })
  return z.array(removedRows).parse(rows)
}

const APPLY_RETENTION = `
  SELECT gone.kind, gone.removed::float8 AS removed FROM containers_lab.apply_retention($1) AS gone
`
