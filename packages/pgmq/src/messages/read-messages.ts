import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { seconds } from './delay.js'
import { messageId } from './message-id.js'
import type { ReadParameters, ReadWithPollParameters, SetVisibilityParameters } from './message-queue.js'
import { queryQueue } from './query-queue.js'

const reading = z.object({
  visibilitySeconds: seconds,
  limit: z.int().min(1).default(1),
  conditional: z.record(z.string(), z.unknown()).default({}),
})
const polling = reading.extend({ maxPollSeconds: seconds.default(5), pollIntervalMs: z.int().min(1).default(100) })
const visibility = z.object({ id: messageId, visibilitySeconds: seconds })

/** Rows of read, as messageRow takes them; so are those of the others. */
export async function readMessages(db: Queryable, queue: string, parameters: ReadParameters): Promise<unknown[]> {
  const { visibilitySeconds, limit, conditional } = parseInput('read', reading, parameters)
  return queryQueue(db, queue, READ, [queue, visibilitySeconds, limit, JSON.stringify(conditional)])
}

export async function readMessagesWithPoll(
  db: Queryable,
  queue: string,
  parameters: ReadWithPollParameters,
): Promise<unknown[]> {
  const given = parseInput('readWithPoll', polling, parameters)
  return queryQueue(db, queue, READ_WITH_POLL, [
    queue,
    given.visibilitySeconds,
    given.limit,
    given.maxPollSeconds,
    given.pollIntervalMs,
    JSON.stringify(given.conditional),
  ])
}

export async function popMessage(db: Queryable, queue: string): Promise<unknown[]> {
  return queryQueue(db, queue, POP, [queue])
}

export async function setMessageVisibility(
  db: Queryable,
  queue: string,
  parameters: SetVisibilityParameters,
): Promise<unknown[]> {
  const { id, visibilitySeconds } = parseInput('setVisibility', visibility, parameters)
  return queryQueue(db, queue, SET_VISIBILITY, [queue, id, visibilitySeconds])
}

const READ = `
  SELECT msg_id::text, read_ct, enqueued_at, vt, message, headers
  FROM pgmq.read($1::text, $2::integer, $3::integer, $4::text::jsonb)
`

const READ_WITH_POLL = `
  SELECT msg_id::text, read_ct, enqueued_at, vt, message, headers
  FROM pgmq.read_with_poll($1::text, $2::integer, $3::integer, $4::integer, $5::integer, $6::text::jsonb)
`

const POP = `
  SELECT msg_id::text, read_ct, enqueued_at, vt, message, headers
  FROM pgmq.pop($1::text)
`

const SET_VISIBILITY = `
  SELECT msg_id::text, read_ct, enqueued_at, vt, message, headers
  FROM pgmq.set_vt($1::text, $2::bigint, $3::integer)
`
