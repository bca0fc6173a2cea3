import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { ConversationFinishedError, UnknownConversationError } from '../errors/conversations.js'
import { parseInput } from '../parse-input.js'
import { raised } from '../raised.js'

export const messageRole = z.enum(['user', 'assistant', 'system', 'function', 'tool'])

export type MessageRole = z.infer<typeof messageRole>

export const contentType = z.enum(['text/plain', 'text/markdown', 'application/json'])

export type ContentType = z.infer<typeof contentType>

export interface AppendConversationMessageParameters {
  conversationId: string
  role: MessageRole
  /** Of any length. */
  content: string
  /** @default 'text/plain' */
  contentType?: ContentType
  functionName?: string
  functionArguments?: unknown
  functionResponse?: unknown
  /** Tokens read. */
  promptTokens?: number
  /** Tokens written. */
  completionTokens?: number
  /** @default the model of the conversation, for the cost */
  modelUsed?: string
  temperature?: number
  finishReason?: string
  processingTimeMs?: number
}

export interface AppendedMessage {
  /** A 64-bit number as text. */
  messageId: string
  /** Its place in the conversation, from 1. */
  sequenceNumber: number
  /** Null when neither kind of token is known. */
  totalTokens: number | null
  /** By the price of the model; null where none is known. */
  costUsd: number | null
  createdAt: Date
}

const count = z.int32().nonnegative().optional()

const appendConversationMessageParameters = z.object({
  conversationId: z.guid(),
  role: messageRole,
  content: z.string(),
  contentType: contentType.default('text/plain'),
  functionName: z.string().max(100).optional(),
  functionArguments: z.unknown().optional(),
  functionResponse: z.unknown().optional(),
  promptTokens: count,
  completionTokens: count,
  modelUsed: z.string().max(100).optional(),
  temperature: z.number().min(0).max(9.99).optional(),
  finishReason: z.string().max(50).optional(),
  processingTimeMs: count,
})

const appendedMessage = z
  .object({
    message_id: z.string(),
    sequence_number: z.int(),
    total_tokens: z.int().nullable(),
    cost_usd: z.number().nullable(),
    created_at: z.date(),
  })
  .transform(
    (row): AppendedMessage => ({
      messageId: row.message_id,
      sequenceNumber: row.sequence_number,
      totalTokens: row.total_tokens,
      costUsd: row.cost_usd,
      createdAt: row.created_at,
    }),
  )

/**
 * Adds a message at the end of an active conversation and keeps its totals.
 *
 * The database gives the sequence number under the lock of the conversation: any number
 * of writers get different ones, without gaps.
 *
 * @throws ConversationFinishedError when it takes no more messages.
 * @throws UnknownConversationError, InvalidInputError
 * @example
 * await appendConversationMessage(pool, { conversationId, role: 'user', content: 'I need a map server.' })
 */
export async function appendConversationMessage(
  db: Queryable,
  parameters: AppendConversationMessageParameters,
): Promise<AppendedMessage> {
  const input = parseInput('appendConversationMessage', appendConversationMessageParameters, parameters)
  const { conversationId } = input
  try {
    const { rows } = await db.query(APPEND_CONVERSATION_MESSAGE, [
      conversationId,
      input.role,
      input.content,
      input.contentType,
      input.functionName,
      asJson(input.functionArguments),
      asJson(input.functionResponse),
      input.promptTokens,
      input.completionTokens,
      input.modelUsed,
      input.temperature,
      input.finishReason,
      input.processingTimeMs,
    ])
    return appendedMessage.parse(rows[0])
  } catch (cause) {
    if (raised(cause, 'LB002')) throw new ConversationFinishedError({ conversationId, cause })
    if (raised(cause, 'LB009')) throw new UnknownConversationError({ conversationId, cause })
    throw cause
  }
}

function asJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

const APPEND_CONVERSATION_MESSAGE = `
  SELECT message_id::text AS message_id, sequence_number, total_tokens, cost_usd::float8 AS cost_usd, created_at
  FROM build_orchestrator.append_conversation_message(
    $1, $2, $3, $4, $5, $6::text::jsonb, $7::text::jsonb, $8, $9, $10, $11::float8::numeric, $12, $13
  )
`
