import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface StartDiskOperationParameters {
  operationId: string
}

/** `over`: somebody has completed or failed it. */
export type StartedDiskOperation =
  | { outcome: 'started'; fence: number }
  | { outcome: 'over'; status: 'completed' | 'failed' }
  | { outcome: 'unknown' }

const startDiskOperationParameters = z.object({ operationId: z.guid() })
const startedRow = z.object({ status: z.enum(['running', 'completed', 'failed']), fence: z.number() }).optional()

/**
 * Starts an operation, or takes it over from a worker that fell silent: what that one
 * reports is refused from now on, by the fence.
 *
 * @throws InvalidInputError
 * @example
 * const started = await startDiskOperation(pool, { operationId })
 */
export async function startDiskOperation(
  db: Queryable,
  parameters: StartDiskOperationParameters,
): Promise<StartedDiskOperation> {
  const { operationId } = parseInput('startDiskOperation', startDiskOperationParameters, parameters)
  const { rows } = await db.query(START_DISK_OPERATION, [operationId])
  const row = startedRow.parse(rows[0])
  if (!row) return { outcome: 'unknown' }
  return row.status === 'running' ? { outcome: 'started', fence: row.fence } : { outcome: 'over', status: row.status }
}

const START_DISK_OPERATION = 'SELECT status, fence FROM gpu_dev.start_disk_operation($1)'
