import type { Queryable } from '@schemata/contract'

import { UnknownQueueError } from '../errors.js'

/**
 * Runs a statement about one queue and gives its rows.
 *
 * @throws UnknownQueueError where its tables are not there.
 */
export async function queryQueue(db: Queryable, queue: string, text: string, values: unknown[]): Promise<unknown[]> {
  try {
    return (await db.query(text, values)).rows
  } catch (cause) {
    if (isMissingTable(cause)) throw new UnknownQueueError({ queue, cause })
    throw cause
  }
}

/** The relation's name stands in the message whatever language the server speaks. */
function isMissingTable(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === '42P01' && /pgmq\.[qa]_/.test(cause.message)
}
