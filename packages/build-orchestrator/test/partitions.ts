import type { Queryable } from '@schemata/contract'

import { listPartitions, type Partition, type PartitionableTable } from '../src/index.js'

const KEYS: Readonly<Record<PartitionableTable, string>> = {
  build_access_log: 'accessed_at',
  build_events: 'event_timestamp',
  build_metrics: 'metric_timestamp',
}

/** The four statements by which an operator partitions a log, in one transaction: nobody else is at it. */
export async function partitioned(
  db: Queryable,
  table: PartitionableTable,
  span: 'month' | 'day' = 'month',
): Promise<Partition[]> {
  await db.query('SELECT build_orchestrator.prepare_partitioning($1, $2)', [table, span])
  await db.query(`ALTER TABLE build_orchestrator.${table} VALIDATE CONSTRAINT ck_${table}_partition`)
  await db.query(`CREATE UNIQUE INDEX uq_${table}_partition ON build_orchestrator.${table} (id, ${KEYS[table]})`)
  await db.query('SELECT build_orchestrator.partition_table($1, $2, 1)', [table, span])
  return listPartitions(db, { table })
}

/** An event of a certain time; gives the partition that took it. */
export async function anEvent(db: Queryable, buildId: string, at: Date | string): Promise<string> {
  const { rows } = await db.query(
    `INSERT INTO build_orchestrator.build_events (build_queue_id, event_type, event_timestamp)
     VALUES ($1, 'step', $2) RETURNING tableoid::regclass::text AS partition`,
    [buildId, at],
  )
  return String(rows[0].partition).replace('build_orchestrator.', '')
}
