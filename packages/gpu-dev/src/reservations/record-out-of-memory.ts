import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from './reservation-id.js'

export interface RecordOutOfMemoryParameters {
  reservationId: string
  /** When it happened: an event is known by it. */
  at: Date
  container: string
}

const recordOutOfMemoryParameters = z.object({ reservationId: id, at: z.date(), container: z.string().min(1).max(255) })

/**
 * Counts an event of memory running out; false for one that was counted, or came after a
 * later one, and for an unknown reservation. One statement: of several observers, one counts.
 *
 * @throws InvalidInputError
 * @example
 * await recordOutOfMemory(pool, { reservationId, at: finishedAt, container: 'main' })
 */
export async function recordOutOfMemory(db: Queryable, parameters: RecordOutOfMemoryParameters): Promise<boolean> {
  const given = parseInput('recordOutOfMemory', recordOutOfMemoryParameters, parameters)
  const { rows } = await db.query(RECORD_OUT_OF_MEMORY, [given.reservationId, given.at, given.container])
  return rows.length > 0
}

const RECORD_OUT_OF_MEMORY = `
  UPDATE gpu_dev.reservations
  SET oom_count = coalesce(oom_count, 0) + 1, last_oom_at = $2, oom_container = $3
  WHERE reservation_id = $1 AND (last_oom_at IS NULL OR last_oom_at < $2)
  RETURNING oom_count
`
