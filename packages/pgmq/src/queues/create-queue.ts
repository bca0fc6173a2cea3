import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { queueName } from './queue-name.js'

export interface CreateQueueParameters {
  name: string
}

const createQueueParameters = z.object({ name: queueName })

/**
 * Creates a queue and its archive; nothing changes where they are there already.
 *
 * Calls for one name at once wait for each other until their transactions end.
 *
 * @throws InvalidInputError
 * @example
 * await createQueue(pool, { name: 'disk_operations' })
 */
export async function createQueue(db: Queryable, parameters: CreateQueueParameters): Promise<void> {
  const { name } = parseInput('createQueue', createQueueParameters, parameters)
  await db.query(CREATE_QUEUE, [name])
}

const CREATE_QUEUE = 'SELECT pgmq.create($1::text)'
