import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type { Queryable } from '@schemata/contract'
import { stringify } from 'csv-stringify'
import { z } from 'zod'

import { inTransaction, type TransactionPool } from '../in-transaction.js'
import { parseInput } from '../parse-input.js'
import { type Usage, usageRow } from '../usage/usage.js'
import { findUsageExport } from './find-usage-export.js'
import { settleUsageExport } from './settle-usage-export.js'

export interface WriteUsageExportParameters {
  exportId: string
  /** Gets the CSV and is ended with it; a file, a response or an upload. */
  destination: Writable
  /** Recorded on the export, for whoever looks for the file. @default none */
  storagePath?: string
}

export type WrittenUsageExport =
  | { outcome: 'ready'; rows: number }
  /** There is no such export, or it is over; the destination was not touched. */
  | { outcome: 'not-pending' }

const writeUsageExportParameters = z.object({
  exportId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
  storagePath: z.string().min(1).optional(),
})

/**
 * Writes the counters of a pending export as CSV with a header, times in UTC, and records it as ready.
 *
 * Reads by a cursor, 1,000 rows at a time and no faster than the destination takes them,
 * as of one moment. When the destination or the reading fails, the export is recorded as
 * failed and the error thrown.
 *
 * @throws InvalidInputError
 * @example
 * await writeUsageExport(pool, { exportId, destination: createWriteStream('usage.csv'), storagePath: 'usage.csv' })
 */
export async function writeUsageExport(
  pool: TransactionPool,
  { destination, ...parameters }: WriteUsageExportParameters,
): Promise<WrittenUsageExport> {
  const { exportId, storagePath } = parseInput('writeUsageExport', writeUsageExportParameters, parameters)
  if ((await findUsageExport(pool, { exportId }))?.status !== 'pending') return { outcome: 'not-pending' }
  try {
    const rows = await inTransaction(pool, (db) => writeCsv(db, exportId, destination))
    await settleUsageExport(pool, { exportId, status: 'ready', ...(storagePath !== undefined && { storagePath }) })
    return { outcome: 'ready', rows }
  } catch (error) {
    await settleUsageExport(pool, { exportId, status: 'failed' })
    throw error
  }
}

async function writeCsv(db: Queryable, exportId: string, destination: Writable): Promise<number> {
  let rows = 0
  const count = (batch: number): void => {
    rows += batch
  }
  await db.query(DECLARE_CURSOR, [exportId])
  const csv = stringify({ header: true, columns: COLUMNS, cast: { date: (date) => date.toISOString() } })
  await pipeline(Readable.from(readCursor(db, count)), csv, destination)
  return rows
}

async function* readCursor(db: Queryable, count: (batch: number) => void): AsyncGenerator<Usage> {
  for (;;) {
    const batch = z.array(usageRow).parse((await db.query(FETCH_CURSOR)).rows)
    if (batch.length === 0) return
    count(batch.length)
    yield* batch
  }
}

const COLUMNS = [
  { key: 'usageId', header: 'id' },
  { key: 'teamId', header: 'team_id' },
  { key: 'userId', header: 'user_id' },
  { key: 'day', header: 'period_start' },
  { key: 'coresUsed', header: 'cores_used' },
  { key: 'memoryMbUsed', header: 'memory_mb_used' },
  { key: 'storageMbUsed', header: 'storage_mb_used' },
  { key: 'concurrentContainers', header: 'concurrent_containers' },
  { key: 'updatedAt', header: 'updated_at' },
]

const DECLARE_CURSOR = `
  DECLARE usage_export NO SCROLL CURSOR FOR
  SELECT counter.id AS "usageId", counter.user_id AS "userId", counter.team_id AS "teamId",
    counter.period_start::text AS day, counter.cores_used AS "coresUsed",
    counter.memory_mb_used::float8 AS "memoryMbUsed", counter.storage_mb_used::float8 AS "storageMbUsed",
    counter.concurrent_containers AS "concurrentContainers", counter.updated_at AS "updatedAt"
  FROM containers_lab.usage_exports AS export
  JOIN containers_lab.usage_counters AS counter ON counter.period_start BETWEEN export.period_start AND export.period_end
  WHERE export.id = $1
  ORDER BY counter.period_start, counter.id
`

const FETCH_CURSOR = `
  FETCH 1000 FROM usage_export
`
