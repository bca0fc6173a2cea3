import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { UnknownConversationError } from '../errors/conversations.js'
import { parseInput } from '../parse-input.js'

export interface RecordConversationIntentsParameters {
  conversationId: string
  /** 1 to 100. */
  intents: readonly {
    intentType: string
    /** 0 to 1. */
    confidence?: number
    parameters?: unknown
    /** The message it was read from. */
    messageId?: string
  }[]
  /** @default 'ai_classifier' */
  detectedBy?: string
}

const recordConversationIntentsParameters = z.object({
  conversationId: z.guid(),
  detectedBy: z.string().min(1).max(50).default('ai_classifier'),
  intents: z
    .array(
      z.object({
        intentType: z.string().min(1).max(100),
        confidence: z.number().min(0).max(1).optional(),
        parameters: z.unknown().optional(),
        messageId: z
          .string()
          .regex(/^\d{1,19}$/)
          .optional(),
      }),
    )
    .min(1)
    .max(100),
})

/**
 * Records what a speaker seems to want, all in one statement, and gives how many.
 *
 * @throws UnknownConversationError, InvalidInputError
 * @example
 * await recordConversationIntents(pool, { conversationId, intents: [{ intentType: 'new_build', confidence: 0.9 }] })
 */
export async function recordConversationIntents(
  db: Queryable,
  parameters: RecordConversationIntentsParameters,
): Promise<number> {
  const input = parseInput('recordConversationIntents', recordConversationIntentsParameters, parameters)
  const { conversationId, intents } = input
  try {
    await db.query(RECORD_CONVERSATION_INTENTS, [conversationId, JSON.stringify(intents), input.detectedBy])
    return intents.length
  } catch (cause) {
    if (violates(cause, 'fk_conversation_intents_conversation')) {
      throw new UnknownConversationError({ conversationId, cause })
    }
    throw cause
  }
}

const RECORD_CONVERSATION_INTENTS = `
  INSERT INTO build_orchestrator.conversation_intents
    (conversation_id, message_id, intent_type, intent_confidence, intent_parameters, detected_by)
  SELECT $1, intent."messageId", intent."intentType", intent.confidence, intent.parameters, $3
  FROM jsonb_to_recordset($2::text::jsonb)
    AS intent ("messageId" bigint, "intentType" text, confidence numeric, parameters jsonb)
`
