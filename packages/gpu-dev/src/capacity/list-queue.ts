import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { gpuTypeName } from './gpu-type-name.js'
import { type QueuePlace, queuePlace } from './queue-place.js'

export interface ListQueueParameters {
  /** @default all kinds */
  gpuType?: string
}

const listQueueParameters = z.object({ gpuType: gpuTypeName.optional() })

/**
 * Lists who waits, by kind and place; a group is one.
 *
 * @throws InvalidInputError
 * @example
 * const [next] = await listQueue(pool, { gpuType: 'h100' })
 */
export async function listQueue(db: Queryable, parameters: ListQueueParameters = {}): Promise<QueuePlace[]> {
  const { gpuType } = parseInput('listQueue', listQueueParameters, parameters)
  const { rows } = await db.query(LIST_QUEUE, [gpuType])
  return z.array(queuePlace).parse(rows)
}

const LIST_QUEUE = `
  SELECT reservation_id, user_id, gpu_type, gpu_count, created_at, queue_position, estimated_wait_seconds
  FROM gpu_dev.queue_positions
  WHERE $1::text IS NULL OR gpu_type = $1
  ORDER BY gpu_type NULLS LAST, queue_position
`
