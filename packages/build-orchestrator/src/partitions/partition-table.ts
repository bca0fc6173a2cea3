import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { InTransactionError, PartitioningUnderWayError, TableNotPartitionableError } from '../errors/partitions.js'
import { parseInput } from '../parse-input.js'
import { raised } from '../raised.js'
import { createPartitions } from './create-partitions.js'
import { listPartitions, type Partition } from './list-partitions.js'
import { type PartitionableTable, partitionableTable } from './partitionable-table.js'
import { patiently } from './patiently.js'

export interface PartitionTableParameters {
  table: PartitionableTable
  /** How long a partition is. @default 'day' for build_metrics, 'month' for the others */
  span?: 'month' | 'day'
  /** How many months, or days, to be ready for, 0 to 366. @default 3 */
  ahead?: number
  /** How often to try for the lock of a table in use, half a second each time, 1 to 1000. @default 20 */
  attempts?: number
}

const partitionTableParameters = z.object({
  table: partitionableTable,
  span: z.enum(['month', 'day']).optional(),
  ahead: z.int().min(0).max(366).default(3),
  attempts: z.int().min(1).max(1000).default(20),
})

/**
 * Cuts a log into partitions by time while it is in use, and gives the partitions it then has.
 *
 * The rows there are become the first partition, which ends at the start of a month or day
 * at least a week off; none is copied. They are read once to prove that none is later, and
 * once to index them, both beside the application. Then the log, and the tables it refers
 * to, are locked for the tenths of a second that the change itself takes. Names, indexes,
 * foreign keys, policies, triggers, grants and comments stay; the key of the log holds its
 * time from then on. Give it the owner's connection, outside a transaction.
 *
 * Made again after a failure, it goes on where it stopped; on a log that is partitioned it
 * only makes partitions to come. Storage parameters are set on partitions from now on: a
 * new one takes over those of the newest.
 *
 * @throws TableNotPartitionableError when a view, a reference, a publication, a unique
 *   index of somebody's own or a row of the future is in the way.
 * @throws PartitioningUnderWayError when it was begun for another span.
 * @throws TableInUseError when others held the table in every attempt.
 * @throws InTransactionError
 * @throws InvalidInputError
 * @example
 * const partitions = await partitionTable(pool, { table: 'build_events' })
 */
export async function partitionTable(db: Queryable, parameters: PartitionTableParameters): Promise<Partition[]> {
  const { table, span, ahead, attempts } = parseInput('partitionTable', partitionTableParameters, parameters)
  if ((await listPartitions(db, { table })).length === 0) {
    try {
      await patiently(table, attempts, () => db.query(PREPARE_PARTITIONING, [table, span]))
      await db.query(STATEMENTS[table].validate)
      await indexKey(db, table)
      await patiently(table, attempts, () => db.query(PARTITION_TABLE, [table, span]))
    } catch (cause) {
      throw explained(table, cause)
    }
  }
  await patiently(table, attempts, () => createPartitions(db, { table, ahead }))
  return listPartitions(db, { table })
}

function explained(table: PartitionableTable, cause: unknown): unknown {
  if (raised(cause, 'LB020')) return new TableNotPartitionableError({ table, cause })
  if (raised(cause, 'LB021')) return new PartitioningUnderWayError({ table, cause })
  if (raised(cause, '25001')) return new InTransactionError({ cause })
  return cause
}

/** Makes the index the key will need; one that an earlier call left half made is made anew. */
async function indexKey(db: Queryable, table: PartitionableTable): Promise<void> {
  const { rows } = await db.query(FIND_INDEX, [`uq_${table}_partition`])
  const found = z.array(z.object({ valid: z.boolean() })).parse(rows)[0]
  if (found?.valid) return
  if (found) await db.query(STATEMENTS[table].dropIndex)
  await db.query(STATEMENTS[table].createIndex)
}

const PREPARE_PARTITIONING = `
  SELECT build_orchestrator.prepare_partitioning($1, $2)
`

const FIND_INDEX = `
  SELECT made.indisvalid AS valid
  FROM pg_catalog.pg_index AS made
  JOIN pg_catalog.pg_class AS index ON index.oid = made.indexrelid
  JOIN pg_catalog.pg_class AS sibling ON sibling.relnamespace = index.relnamespace
  WHERE sibling.oid = 'build_orchestrator.build_queue'::regclass AND index.relname = $1
`

const PARTITION_TABLE = `
  SELECT build_orchestrator.partition_table($1, $2, 0)
`

const STATEMENTS: Readonly<Record<PartitionableTable, Record<'validate' | 'createIndex' | 'dropIndex', string>>> = {
  build_access_log: {
    validate: `
      ALTER TABLE build_orchestrator.build_access_log VALIDATE CONSTRAINT ck_build_access_log_partition
    `,
    createIndex: `
      CREATE UNIQUE INDEX CONCURRENTLY uq_build_access_log_partition
        ON build_orchestrator.build_access_log (id, accessed_at)
    `,
    dropIndex: `
      DROP INDEX CONCURRENTLY build_orchestrator.uq_build_access_log_partition
    `,
  },
  build_events: {
    validate: `
      ALTER TABLE build_orchestrator.build_events VALIDATE CONSTRAINT ck_build_events_partition
    `,
    createIndex: `
      CREATE UNIQUE INDEX CONCURRENTLY uq_build_events_partition
        ON build_orchestrator.build_events (id, event_timestamp)
    `,
    dropIndex: `
      DROP INDEX CONCURRENTLY build_orchestrator.uq_build_events_partition
    `,
  },
  build_metrics: {
    validate: `
      ALTER TABLE build_orchestrator.build_metrics VALIDATE CONSTRAINT ck_build_metrics_partition
    `,
    createIndex: `
      CREATE UNIQUE INDEX CONCURRENTLY uq_build_metrics_partition
        ON build_orchestrator.build_metrics (id, metric_timestamp)
    `,
    dropIndex: `
      DROP INDEX CONCURRENTLY build_orchestrator.uq_build_metrics_partition
    `,
  },
}
