import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { UnknownCustomerError } from '../errors/customers.js'
import { parseInput } from '../parse-input.js'
import { type Conversation, type ConversationType, conversation, conversationType } from './conversation.js'

export interface StartConversationParameters {
  /** @default nobody has signed in */
  customerId?: string
  customerEmail?: string
  sessionId?: string
  /** @default 'build_intake' */
  conversationType?: ConversationType
  aiModel?: string
  /** @default 'openai' */
  aiProvider?: string
  /** @default 'en-US' */
  locale?: string
}

const startConversationParameters = z.object({
  customerId: z.string().optional(),
  customerEmail: z.email().max(255).optional(),
  sessionId: z.string().min(1).max(100).optional(),
  conversationType: conversationType.default('build_intake'),
  aiModel: z.string().min(1).max(100).optional(),
  aiProvider: z.string().min(1).max(50).default('openai'),
  locale: z.string().min(1).max(10).default('en-US'),
})

/**
 * Starts a conversation; nobody needs to be signed in.
 *
 * @throws UnknownCustomerError, InvalidInputError
 * @example
 * const { id } = await startConversation(pool, { sessionId, aiModel: 'model-1' })
 */
export async function startConversation(
  db: Queryable,
  parameters: StartConversationParameters = {},
): Promise<Conversation> {
  const input = parseInput('startConversation', startConversationParameters, parameters)
  try {
    const { rows } = await db.query(START_CONVERSATION, [
      input.customerId,
      input.customerEmail,
      input.sessionId,
      input.conversationType,
      input.aiModel,
      input.aiProvider,
      input.locale,
    ])
    return conversation.parse(rows[0])
  } catch (cause) {
    if (input.customerId !== undefined && violates(cause, 'fk_conversations_customer')) {
      throw new UnknownCustomerError({ customerId: input.customerId, cause })
    }
    throw cause
  }
}

const START_CONVERSATION = `
  INSERT INTO build_orchestrator.conversations
    (customer_id, customer_email, session_id, conversation_type, ai_model, ai_provider, locale)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  RETURNING id, customer_id, customer_email, session_id, status, conversation_type, ai_model, ai_provider,
    build_manifest_id, extracted_requirements, confidence_score::float8 AS confidence_score, started_at,
    completed_at, last_message_at, abandoned_at, total_messages, total_tokens_used,
    total_cost_usd::float8 AS total_cost_usd
`
