import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/** Of one batch, and of all batches together. */
export interface SweepParameters {
  /** Rows of a batch, each batch a transaction of its own. @default 100 */
  batch?: number
  /** Stop after so many batches. @default until nothing is left */
  maxBatches?: number
}

export const sweepParameters = {
  batch: z.int().min(1).max(10_000).default(100),
  maxBatches: z.int().min(1).optional(),
}

const endedRows = z.array(z.object({ reservation_id: z.string() }))

/** Asks for batch after batch until one is empty; `values` are the statement's. */
export async function endedIds(
  db: Queryable,
  statement: string,
  { values, maxBatches = Number.POSITIVE_INFINITY }: { values: readonly unknown[]; maxBatches: number | undefined },
): Promise<string[]> {
  const ids: string[] = []
  for (let round = 0; round < maxBatches; round += 1) {
    const { rows } = await db.query(statement, [...values])
    if (rows.length === 0) break
    ids.push(...endedRows.parse(rows).map((row) => row.reservation_id))
  }
  return ids
}
