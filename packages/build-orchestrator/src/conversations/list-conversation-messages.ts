import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ContentType, contentType, type MessageRole, messageRole } from './append-conversation-message.js'

export interface ListConversationMessagesParameters {
  conversationId: string
  /** Only what came after this place. @default from the beginning */
  afterSequence?: number
  /** 1 to 10000. @default 1000 */
  limit?: number
}

export interface ConversationMessage {
  /** A 64-bit number as text. */
  messageId: string
  sequenceNumber: number
  role: MessageRole
  content: string
  contentType: ContentType
  functionName: string | null
  functionArguments: unknown
  functionResponse: unknown
  totalTokens: number | null
  costUsd: number | null
  createdAt: Date
}

const listConversationMessagesParameters = z.object({
  conversationId: z.guid(),
  afterSequence: z.int32().nonnegative().default(0),
  limit: z.int().min(1).max(10_000).default(1000),
})

const conversationMessage = z
  .object({
    id: z.string(),
    sequence_number: z.int(),
    role: messageRole,
    content: z.string(),
    content_type: contentType.nullable(),
    function_name: z.string().nullable(),
    function_arguments: z.unknown(),
    function_response: z.unknown(),
    total_tokens: z.int().nullable(),
    cost_usd: z.number().nullable(),
    created_at: z.date(),
  })
  .transform(
    (row): ConversationMessage => ({
      messageId: row.id,
      sequenceNumber: row.sequence_number,
      role: row.role,
      content: row.content,
      contentType: row.content_type ?? 'text/plain',
      functionName: row.function_name,
      functionArguments: row.function_arguments,
      functionResponse: row.function_response,
      totalTokens: row.total_tokens,
      costUsd: row.cost_usd,
      createdAt: row.created_at,
    }),
  )

/**
 * Lists the messages of a conversation in the order in which they were said.
 *
 * @throws InvalidInputError
 * @example
 * const history = await listConversationMessages(pool, { conversationId })
 */
export async function listConversationMessages(
  db: Queryable,
  parameters: ListConversationMessagesParameters,
): Promise<ConversationMessage[]> {
  const input = parseInput('listConversationMessages', listConversationMessagesParameters, parameters)
  const { rows } = await db.query(LIST_CONVERSATION_MESSAGES, [input.conversationId, input.afterSequence, input.limit])
  return z.array(conversationMessage).parse(rows)
}

const LIST_CONVERSATION_MESSAGES = `
  SELECT message.id::text AS id, message.sequence_number, message.role, message.content, message.content_type,
    message.function_name, message.function_arguments, message.function_response, message.total_tokens,
    message.cost_usd::float8 AS cost_usd, message.created_at
  FROM build_orchestrator.conversation_messages AS message
  WHERE message.conversation_id = $1 AND message.sequence_number > $2
  ORDER BY message.sequence_number
  LIMIT $3
`
