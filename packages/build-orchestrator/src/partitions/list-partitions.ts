import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type PartitionableTable, partitionableTable } from './partitionable-table.js'

export interface ListPartitionsParameters {
  /** @default every log that is partitioned */
  table?: PartitionableTable
}

/** A part of a log, by time. */
export interface Partition {
  table: PartitionableTable
  name: string
  /** Null: from the beginning. */
  startsAt: Date | null
  /** The first moment after it. */
  endsAt: Date | null
  /** Takes rows that have no partition of their own, until one is made. */
  isDefault: boolean
  /** As of the last ANALYZE. */
  rowEstimate: number
  /** With its indexes. */
  sizeBytes: number
}

const listPartitionsParameters = z.object({ table: partitionableTable.optional() })

const partition = z
  .object({
    table_name: partitionableTable,
    partition_name: z.string(),
    starts_at: z.date().nullable(),
    ends_at: z.date().nullable(),
    is_default: z.boolean(),
    row_estimate: z.number(),
    size_bytes: z.number(),
  })
  .transform(
    (row): Partition => ({
      table: row.table_name,
      name: row.partition_name,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      isDefault: row.is_default,
      rowEstimate: row.row_estimate,
      sizeBytes: row.size_bytes,
    }),
  )

/**
 * Lists the partitions of a log, or of all, by time; the default one of each comes last.
 *
 * A log that is not partitioned has none. Takes no lock.
 *
 * @throws InvalidInputError
 * @example
 * const partitions = await listPartitions(pool, { table: 'build_events' })
 */
export async function listPartitions(db: Queryable, parameters: ListPartitionsParameters = {}): Promise<Partition[]> {
  const { table } = parseInput('listPartitions', listPartitionsParameters, parameters)
  const { rows } = await db.query(LIST_PARTITIONS, [table])
  return z.array(partition).parse(rows)
}

const LIST_PARTITIONS = `
  SELECT table_name, partition_name, starts_at, ends_at, is_default, row_estimate::float8 AS row_estimate,
    size_bytes::float8 AS size_bytes
  FROM build_orchestrator.list_partitions($1)
`
