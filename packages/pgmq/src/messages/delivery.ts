import { z } from 'zod'

/** A row of `pgmq.message_record`, its id cast to text. */
export const messageRow = z.object({
  msg_id: z.string(),
  read_ct: z.number().int(),
  enqueued_at: z.date(),
  vt: z.date(),
  message: z.unknown(),
  headers: z.unknown(),
})

export type MessageRow = z.output<typeof messageRow>

interface Envelope {
  /** 64 bits, as text. */
  readonly id: string
  /** How often it was read, this time included. */
  readonly readCount: number
  readonly enqueuedAt: Date
  /** When it will be visible again; once popped, when it had become so. */
  readonly visibleAt: Date
}

/** A message that is what its queue promises. */
export interface ReadMessage<Message, Headers> extends Envelope {
  readonly readable: true
  readonly message: Message
  /** Null where it was sent without. */
  readonly headers: Headers | null
}

/** A message of a sender who sent something else: archive it, or give it a visibility and look. */
export interface UnreadableMessage extends Envelope {
  readonly readable: false
  readonly message: unknown
  readonly headers: unknown
  /** What is wrong, first issue only. */
  readonly problem: string
}

export type Delivery<Message, Headers> = ReadMessage<Message, Headers> | UnreadableMessage
