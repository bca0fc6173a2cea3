import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type PartitionableTable, partitionableTable } from './partitionable-table.js'

export interface DropOldPartitionsParameters {
  table: PartitionableTable
  /** Partitions that ended longer ago than this. */
  olderThanDays: number
  /** Leave them as tables of their own, which only their owner may read, instead of dropping them. @default false */
  keep?: boolean
}

export interface DroppedPartition {
  name: string
  /** Null: from the beginning. */
  startsAt: Date | null
  endsAt: Date
}

const dropOldPartitionsParameters = z.object({
  table: partitionableTable,
  olderThanDays: z.int32().nonnegative(),
  keep: z.boolean().default(false),
})

const droppedPartition = z
  .object({ partition_name: z.string(), starts_at: z.date().nullable(), ends_at: z.date() })
  .transform((row): DroppedPartition => ({ name: row.partition_name, startsAt: row.starts_at, endsAt: row.ends_at }))

/**
 * Takes whole partitions away that are over, oldest first, and gives them.
 *
 * Every row of one is older than asked for; the newest partition and the default one
 * always stay. A log that is not partitioned loses nothing: see purgeOldRows. The log is
 * locked for the moment it takes. Half a second is waited for that, then the call fails
 * with 55P03 and is to be made again.
 *
 * @throws InvalidInputError
 * @example
 * const dropped = await dropOldPartitions(pool, { table: 'build_metrics', olderThanDays: 90 })
 */
export async function dropOldPartitions(
  db: Queryable,
  parameters: DropOldPartitionsParameters,
): Promise<DroppedPartition[]> {
  const { table, olderThanDays, keep } = parseInput('dropOldPartitions', dropOldPartitionsParameters, parameters)
  const { rows } = await db.query(DROP_OLD_PARTITIONS, [table, olderThanDays, keep])
  return z.array(droppedPartition).parse(rows)
}

const DROP_OLD_PARTITIONS = `
  SELECT partition_name, starts_at, ends_at
  FROM build_orchestrator.drop_old_partitions($1, $2, $3)
`
