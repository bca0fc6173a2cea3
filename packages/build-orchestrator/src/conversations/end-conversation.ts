import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Conversation, conversation } from './conversation.js'

export interface EndConversationParameters {
  conversationId: string
  outcome: 'completed' | 'abandoned' | 'error'
  /** The manifest that came of it. @default the one noted before */
  manifestId?: string
  /** What was understood. @default what was noted before */
  extractedRequirements?: unknown
  /** How surely, 0 to 1. @default what was noted before */
  confidenceScore?: number
}

const endConversationParameters = z.object({
  conversationId: z.guid(),
  outcome: z.enum(['completed', 'abandoned', 'error']),
  manifestId: z.guid().optional(),
  extractedRequirements: z.unknown().optional(),
  confidenceScore: z.number().min(0).max(1).optional(),
})

/**
 * Ends an active conversation and gives it as it stands, or `undefined` when it was not active.
 *
 * It takes no more messages.
 *
 * @throws InvalidInputError
 * @example
 * await endConversation(pool, { conversationId, outcome: 'completed', manifestId })
 */
export async function endConversation(
  db: Queryable,
  parameters: EndConversationParameters,
): Promise<Conversation | undefined> {
  const input = parseInput('endConversation', endConversationParameters, parameters)
  const { rows } = await db.query(END_CONVERSATION, [
    input.conversationId,
    input.outcome,
    input.manifestId,
    input.extractedRequirements === undefined ? null : JSON.stringify(input.extractedRequirements),
    input.confidenceScore,
  ])
  return conversation.optional().parse(rows[0])
}

const END_CONVERSATION = `
  UPDATE build_orchestrator.conversations
  SET status = $2::text,
      completed_at = CASE WHEN $2::text = 'completed' THEN clock_timestamp() END,
      abandoned_at = CASE WHEN $2::text = 'abandoned' THEN clock_timestamp() END,
      build_manifest_id = coalesce($3::uuid, build_manifest_id),
      extracted_requirements = coalesce($4::text::jsonb, extracted_requirements),
      confidence_score = coalesce($5::float8::numeric, confidence_score)
  WHERE id = $1 AND status = 'active'
  RETURNING id, customer_id, customer_email, session_id, status, conversation_type, ai_model, ai_provider,
    build_manifest_id, extracted_requirements, confidence_score::float8 AS confidence_score, started_at,
    completed_at, last_message_at, abandoned_at, total_messages, total_tokens_used,
    total_cost_usd::float8 AS total_cost_usd
`
