import type { ZodType, z } from 'zod'

import { type Delivery, type MessageRow, messageRow } from './delivery.js'
import { issueText } from './stored-json.js'

/** What a queue carries. */
export interface QueueDefinition<Message extends ZodType, Headers extends ZodType> {
  readonly name: string
  readonly message: Message
  readonly headers: Headers
}

/** Reads a row as its queue promises it; says what is wrong instead of throwing, so that no message is lost. */
export function readDelivery<Message extends ZodType, Headers extends ZodType>(
  definition: QueueDefinition<Message, Headers>,
  row: unknown,
): Delivery<z.output<Message>, z.output<Headers>> {
  const found = messageRow.parse(row)
  const message = definition.message.safeParse(found.message)
  if (!message.success) return unreadable(found, 'message', message.error)
  if (found.headers === null) {
    return { ...envelope(found), readable: true, message: message.data, headers: null }
  }
  const headers = definition.headers.safeParse(found.headers)
  if (!headers.success) return unreadable(found, 'headers', headers.error)
  return { ...envelope(found), readable: true, message: message.data, headers: headers.data }
}

function unreadable(row: MessageRow, part: string, error: z.ZodError): Delivery<never, never> {
  const problem = `${part}: ${issueText(error.issues[0])}`
  return { ...envelope(row), readable: false, message: row.message, headers: row.headers, problem }
}

function envelope({ msg_id, read_ct, enqueued_at, vt }: MessageRow) {
  return { id: msg_id, readCount: read_ct, enqueuedAt: enqueued_at, visibleAt: vt }
}
