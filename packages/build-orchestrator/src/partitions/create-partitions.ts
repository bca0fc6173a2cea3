import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type PartitionableTable, partitionableTable } from './partitionable-table.js'

export interface CreatePartitionsParameters {
  /** @default every log that is partitioned */
  table?: PartitionableTable
  /** How many months, or days, to be ready for, 0 to 366. @default 3 */
  ahead?: number
}

const createPartitionsParameters = z.object({
  table: partitionableTable.optional(),
  ahead: z.int().min(0).max(366).default(3),
})

/**
 * Makes the partitions of the time to come, and gives the names of those it made.
 *
 * The job `create-partitions` does the same every day; where all are there, nothing is
 * done. Missing ones of the past are made too, and rows that went to the default
 * partition meanwhile are moved into them. The log is read and written meanwhile, but for
 * the default partition; what the log refers to is not written. Half a second is waited
 * for a lock, then the call fails with 55P03 and is to be made again.
 *
 * @throws InvalidInputError
 * @example
 * const made = await createPartitions(pool, { table: 'build_events', ahead: 6 })
 */
export async function createPartitions(db: Queryable, parameters: CreatePartitionsParameters = {}): Promise<string[]> {
  const { table, ahead } = parseInput('createPartitions', createPartitionsParameters, parameters)
  const { rows } = await db.query(CREATE_PARTITIONS, [table, ahead])
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map(({ name }) => name)
}

const CREATE_PARTITIONS = `
  SELECT name
  FROM build_orchestrator.create_partitions($1, $2) AS made (name)
`
