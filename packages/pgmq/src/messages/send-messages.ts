import type { Queryable } from '@schemata/contract'
import { type ZodType, z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Delay, delay } from './delay.js'
import type { Outgoing } from './message-queue.js'
import { queryQueue } from './query-queue.js'
import type { QueueDefinition } from './queue-definition.js'
import { storedJson } from './stored-json.js'

type Definition = QueueDefinition<ZodType, ZodType>

const sentRow = z.object({ msg_id: z.string() })
const batch = z.object({ messages: z.array(z.unknown()) })

export async function sendMessage(
  db: Queryable,
  definition: Definition,
  { message, headers, ...when }: Outgoing<unknown, unknown> & Delay,
): Promise<string> {
  const { delaySeconds = 0, visibleAt } = parseInput('send', delay, when)
  const queue = definition.name
  const values = [
    storedJson(definition.message, message, { queue, position: 'message' }),
    headers === undefined ? null : storedJson(definition.headers, headers, { queue, position: 'headers' }),
  ]
  const rows =
    visibleAt === undefined
      ? await queryQueue(db, queue, SEND, [queue, ...values, delaySeconds])
      : await queryQueue(db, queue, SEND_AT, [queue, ...values, visibleAt])
  return sentRow.parse(rows[0]).msg_id
}

export async function sendMessages(
  db: Queryable,
  definition: Definition,
  parameters: { readonly messages: readonly Outgoing<unknown, unknown>[] } & Delay,
): Promise<string[]> {
  parseInput('sendBatch', batch, parameters)
  const { delaySeconds = 0, visibleAt } = parseInput('sendBatch', delay, parameters)
  const queue = definition.name
  const values = [
    parameters.messages.map(({ message }, index) =>
      storedJson(definition.message, message, { queue, position: `messages.${index}.message` }),
    ),
    parameters.messages.map(({ headers }, index) =>
      headers === undefined
        ? null
        : storedJson(definition.headers, headers, { queue, position: `messages.${index}.headers` }),
    ),
  ]
  const rows =
    visibleAt === undefined
      ? await queryQueue(db, queue, SEND_BATCH, [queue, ...values, delaySeconds])
      : await queryQueue(db, queue, SEND_BATCH_AT, [queue, ...values, visibleAt])
  return rows.map((row) => sentRow.parse(row).msg_id)
}

const SEND = `
  SELECT pgmq.send($1::text, $2::text::jsonb, $3::text::jsonb, $4::integer)::text AS msg_id
`

const SEND_AT = `
  SELECT pgmq.send($1::text, $2::text::jsonb, $3::text::jsonb, $4::timestamptz)::text AS msg_id
`

const SEND_BATCH = `
  SELECT pgmq.send_batch($1::text, $2::text[]::jsonb[], $3::text[]::jsonb[], $4::integer)::text AS msg_id
`

const SEND_BATCH_AT = `
  SELECT pgmq.send_batch($1::text, $2::text[]::jsonb[], $3::text[]::jsonb[], $4::timestamptz)::text AS msg_id
`
