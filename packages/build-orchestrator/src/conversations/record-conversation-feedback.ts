import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RecordConversationFeedbackParameters {
  conversationId: string
  /** 1 to 5. */
  score: number
  feedback?: string
}

const recordConversationFeedbackParameters = z.object({
  conversationId: z.guid(),
  score: z.int().min(1).max(5),
  feedback: z.string().optional(),
})

/**
 * Notes what a user thought of a conversation; the latest word counts. False when there
 * is no such conversation.
 *
 * @throws InvalidInputError
 * @example
 * await recordConversationFeedback(pool, { conversationId, score: 5 })
 */
export async function recordConversationFeedback(
  db: Queryable,
  parameters: RecordConversationFeedbackParameters,
): Promise<boolean> {
  const input = parseInput('recordConversationFeedback', recordConversationFeedbackParameters, parameters)
  const { rows } = await db.query(RECORD_CONVERSATION_FEEDBACK, [input.conversationId, input.score, input.feedback])
  return rows.length > 0
}

const RECORD_CONVERSATION_FEEDBACK = `
  UPDATE build_orchestrator.conversations
  SET user_satisfaction_score = $2, user_feedback = $3, feedback_at = clock_timestamp()
  WHERE id = $1
  RETURNING id
`
