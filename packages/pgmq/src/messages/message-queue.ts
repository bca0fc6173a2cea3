import type { Queryable } from '@schemata/contract'

import type { QueueMetrics } from '../queues/queue-metrics.js'
import type { Delay } from './delay.js'
import type { Delivery } from './delivery.js'

/** What is sent, before the schemas of the queue have read it. */
export interface Outgoing<Message, Headers> {
  readonly message: Message
  /** @default none */
  readonly headers?: Headers
}

export type SendParameters<Message, Headers> = Outgoing<Message, Headers> & Delay

export type SendBatchParameters<Message, Headers> = { readonly messages: readonly Outgoing<Message, Headers>[] } & Delay

export interface ReadParameters {
  /** How long the messages stay hidden from other readers. */
  readonly visibilitySeconds: number
  /** @default 1 */
  readonly limit?: number
  /** Only messages that contain this JSON. Such reads walk past all others. @default any */
  readonly conditional?: Readonly<Record<string, unknown>>
}

export interface ReadWithPollParameters extends ReadParameters {
  /** @default 5 */
  readonly maxPollSeconds?: number
  /** @default 100 */
  readonly pollIntervalMs?: number
}

export interface SetVisibilityParameters {
  readonly id: string
  /** From now on; 0 makes it visible at once. */
  readonly visibilitySeconds: number
}

export interface EndParameters {
  readonly ids: readonly string[]
}

/**
 * One queue, typed. Every method is one statement; given a client inside a transaction
 * it is part of that. All of them throw UnknownQueueError where the queue is not there,
 * and InvalidInputError for parameters that cannot be meant.
 */
export interface MessageQueue<MessageIn, HeadersIn, Message, Headers> {
  readonly name: string
  /** Gives the id. @throws InvalidMessageError, and sends nothing */
  send(db: Queryable, parameters: SendParameters<MessageIn, HeadersIn>): Promise<string>
  /** All or none; gives the ids in the order of the messages. @throws InvalidMessageError */
  sendBatch(db: Queryable, parameters: SendBatchParameters<MessageIn, HeadersIn>): Promise<string[]>
  /** Takes visible messages, those first that have been visible longest; a batch comes by id. */
  read(db: Queryable, parameters: ReadParameters): Promise<Delivery<Message, Headers>[]>
  /** As `read`, but waits in the database while nothing is visible; occupies the connection for so long. */
  readWithPoll(db: Queryable, parameters: ReadWithPollParameters): Promise<Delivery<Message, Headers>[]>
  /** Takes and deletes the next message: it is lost if the caller fails. Undefined where none is visible. */
  pop(db: Queryable): Promise<Delivery<Message, Headers> | undefined>
  /** Undefined where the message is gone. Asks no fence: whoever knows the id may. */
  setVisibility(db: Queryable, parameters: SetVisibilityParameters): Promise<Delivery<Message, Headers> | undefined>
  /** Gives the ids that were there. */
  delete(db: Queryable, parameters: EndParameters): Promise<string[]>
  /** Moves to the archive; gives the ids that were there. */
  archive(db: Queryable, parameters: EndParameters): Promise<string[]>
  /** Deletes every message, the invisible ones too; gives how many. */
  purge(db: Queryable): Promise<number>
  metrics(db: Queryable): Promise<QueueMetrics>
  /** Reads a row with the columns of `pgmq.message_record`, its id cast to text, from a query of your own. */
  readDelivery(row: unknown): Delivery<Message, Headers>
}
