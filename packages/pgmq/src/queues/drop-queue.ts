import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { queueName } from './queue-name.js'

export interface DropQueueParameters {
  name: string
}

const dropQueueParameters = z.object({ name: queueName })
const dropped = z.object({ dropped: z.boolean() })

/**
 * Drops a queue with all messages and its archive; false where there was none.
 *
 * Waits for every transaction that has used the queue.
 *
 * @throws InvalidInputError
 * @example
 * await dropQueue(pool, { name: 'disk_operations' })
 */
export async function dropQueue(db: Queryable, parameters: DropQueueParameters): Promise<boolean> {
  const { name } = parseInput('dropQueue', dropQueueParameters, parameters)
  const { rows } = await db.query(DROP_QUEUE, [name])
  return dropped.parse(rows[0]).dropped
}

const DROP_QUEUE = 'SELECT pgmq.drop_queue($1::text) AS dropped'
