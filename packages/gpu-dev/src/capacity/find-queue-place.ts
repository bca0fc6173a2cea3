import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from '../reservations/reservation-id.js'
import { type QueuePlace, queuePlace } from './queue-place.js'

export interface FindQueuePlaceParameters {
  /** Of a group, its first node. */
  reservationId: string
}

const findQueuePlaceParameters = z.object({ reservationId: id })

/**
 * Gives the place of a reservation in the queue of its kind; undefined when it does not wait.
 *
 * @throws InvalidInputError
 * @example
 * const place = await findQueuePlace(pool, { reservationId })
 */
export async function findQueuePlace(
  db: Queryable,
  parameters: FindQueuePlaceParameters,
): Promise<QueuePlace | undefined> {
  const { reservationId } = parseInput('findQueuePlace', findQueuePlaceParameters, parameters)
  const { rows } = await db.query(FIND_QUEUE_PLACE, [reservationId])
  return queuePlace.optional().parse(rows[0])
}

const FIND_QUEUE_PLACE = `
  SELECT reservation_id, user_id, gpu_type, gpu_count, created_at, queue_position, estimated_wait_seconds
  FROM gpu_dev.queue_positions
  WHERE reservation_id = $1
`
