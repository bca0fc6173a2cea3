import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type PartitionableTable, partitionableTable } from './partitionable-table.js'

export interface CancelPartitioningParameters {
  table: PartitionableTable
}

const cancelPartitioningParameters = z.object({ table: partitionableTable })

/**
 * Takes back what a `partitionTable` that did not finish has prepared; false when there is
 * nothing. A log that is partitioned stays so.
 *
 * Locks the log for a moment; half a second is waited for that, then the call fails with
 * 55P03 and is to be made again.
 *
 * @throws InvalidInputError
 * @example
 * await cancelPartitioning(pool, { table: 'build_events' })
 */
export async function cancelPartitioning(db: Queryable, parameters: CancelPartitioningParameters): Promise<boolean> {
  const { table } = parseInput('cancelPartitioning', cancelPartitioningParameters, parameters)
  const { rows } = await db.query(CANCEL_PARTITIONING, [table])
  return z.object({ cancelled: z.boolean() }).parse(rows[0]).cancelled
}

const CANCEL_PARTITIONING = `
  SELECT build_orchestrator.cancel_partitioning($1) AS cancelled
`
