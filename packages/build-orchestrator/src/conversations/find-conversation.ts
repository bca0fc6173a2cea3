import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Conversation, conversation } from './conversation.js'

/** By its id; or the active one of a session, latest first. */
export type FindConversationParameters = { conversationId: string } | { sessionId: string }

const findConversationParameters = z.union([
  z.strictObject({ conversationId: z.guid() }),
  z.strictObject({ sessionId: z.string().min(1) }),
])

/**
 * Gives a conversation, or `undefined` when there is none.
 *
 * @throws InvalidInputError
 * @example
 * const conversation = await findConversation(pool, { sessionId })
 */
export async function findConversation(
  db: Queryable,
  parameters: FindConversationParameters,
): Promise<Conversation | undefined> {
  const input = parseInput('findConversation', findConversationParameters, parameters)
  const { rows } = await db.query(FIND_CONVERSATION, [
    'conversationId' in input ? input.conversationId : null,
    'sessionId' in input ? input.sessionId : null,
  ])
  return conversation.optional().parse(rows[0])
}

const FIND_CONVERSATION = `
  SELECT id, customer_id, customer_email, session_id, status, conversation_type, ai_model, ai_provider,
    build_manifest_id, extracted_requirements, confidence_score::float8 AS confidence_score, started_at,
    completed_at, last_message_at, abandoned_at, total_messages, total_tokens_used,
    total_cost_usd::float8 AS total_cost_usd
  FROM build_orchestrator.conversations
  WHERE id = $1::uuid OR (session_id = $2 AND status = 'active')
  ORDER BY started_at DESC
  LIMIT 1
`
