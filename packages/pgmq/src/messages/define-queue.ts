import { type ZodType, z } from 'zod'

import { parseInput } from '../parse-input.js'
import { queueName } from '../queues/queue-name.js'
import { archiveMessages, deleteMessages, purgeMessages, queueMetrics } from './end-messages.js'
import type { MessageQueue } from './message-queue.js'
import { type QueueDefinition, readDelivery } from './queue-definition.js'
import { popMessage, readMessages, readMessagesWithPoll, setMessageVisibility } from './read-messages.js'
import { sendMessage, sendMessages } from './send-messages.js'

export interface DefineQueueParameters<Message extends ZodType> {
  /** 1 to 47 printable ASCII characters without `$`, `;`, `'` and `--`; capitals are folded. */
  readonly name: string
  /** Asked of what is sent and of what is read. */
  readonly message: Message
}

export interface DefineQueueWithHeadersParameters<Message extends ZodType, Headers extends ZodType>
  extends DefineQueueParameters<Message> {
  /** What headers are, where there are some. @default any JSON object */
  readonly headers: Headers
}

type Typed<Message extends ZodType, Headers extends ZodType> = MessageQueue<
  z.input<Message>,
  z.input<Headers>,
  z.output<Message>,
  z.output<Headers>
>

const named = z.object({ name: queueName })
const anyHeaders = z.record(z.string(), z.unknown())

/**
 * Declares what one queue carries, and gives its calls, typed. Touches no database: the
 * queue is created by `createQueue`.
 *
 * @throws InvalidInputError for a name that no queue can have.
 * @example
 * const disks = defineQueue({ name: 'disk_operations', message: z.object({ diskName: z.string() }) })
 * await disks.send(pool, { message: { diskName: 'scratch' }, delaySeconds: 30 })
 */
export function defineQueue<Message extends ZodType>(
  parameters: DefineQueueParameters<Message>,
): Typed<Message, typeof anyHeaders>
export function defineQueue<Message extends ZodType, Headers extends ZodType>(
  parameters: DefineQueueWithHeadersParameters<Message, Headers>,
): Typed<Message, Headers>
export function defineQueue({ name, message, headers }: { name: string; message: ZodType; headers?: ZodType }) {
  parseInput('defineQueue', named, { name })
  return messageQueue({ name, message, headers: headers ?? anyHeaders })
}

function messageQueue<Message extends ZodType, Headers extends ZodType>(
  definition: QueueDefinition<Message, Headers>,
): Typed<Message, Headers> {
  const { name } = definition
  const read = (row: unknown) => readDelivery(definition, row)
  return {
    name,
    send: (db, parameters) => sendMessage(db, definition, parameters),
    sendBatch: (db, parameters) => sendMessages(db, definition, parameters),
    read: async (db, parameters) => (await readMessages(db, name, parameters)).map(read),
    readWithPoll: async (db, parameters) => (await readMessagesWithPoll(db, name, parameters)).map(read),
    pop: async (db) => (await popMessage(db, name)).map(read)[0],
    setVisibility: async (db, parameters) => (await setMessageVisibility(db, name, parameters)).map(read)[0],
    delete: (db, parameters) => deleteMessages(db, name, parameters),
    archive: (db, parameters) => archiveMessages(db, name, parameters),
    purge: (db) => purgeMessages(db, name),
    metrics: (db) => queueMetrics(db, name),
    readDelivery: read,
  }
}
