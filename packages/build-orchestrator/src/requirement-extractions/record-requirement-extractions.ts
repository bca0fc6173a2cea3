import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { UnknownConversationError } from '../errors/conversations.js'
import { parseInput } from '../parse-input.js'

export interface RecordRequirementExtractionsParameters {
  conversationId: string
  /** The manifest made of them. */
  manifestId?: string
  /** @default 'ai_extraction' */
  extractionMethod?: string
  /** 1 to 1000. */
  requirements: readonly {
    requirementType: string
    value: string
    /** The value in full. */
    detail?: unknown
    /** 0 to 1. */
    confidence?: number
    /** The message it was read from. */
    messageId?: string
  }[]
}

const recordRequirementExtractionsParameters = z.object({
  conversationId: z.guid(),
  manifestId: z.guid().optional(),
  extractionMethod: z.string().min(1).max(50).default('ai_extraction'),
  requirements: z
    .array(
      z.object({
        requirementType: z.string().min(1).max(100),
        value: z.string(),
        detail: z.unknown().optional(),
        confidence: z.number().min(0).max(1).optional(),
        messageId: z
          .string()
          .regex(/^\d{1,19}$/)
          .optional(),
      }),
    )
    .min(1)
    .max(1000),
})

/**
 * Records requirements read from a conversation, all in one statement, and gives their ids in order.
 *
 * @throws UnknownConversationError, InvalidInputError
 * @example
 * await recordRequirementExtractions(pool, { conversationId, requirements: [{ requirementType: 'cloud', value: 'aws' }] })
 */
export async function recordRequirementExtractions(
  db: Queryable,
  parameters: RecordRequirementExtractionsParameters,
): Promise<string[]> {
  const input = parseInput('recordRequirementExtractions', recordRequirementExtractionsParameters, parameters)
  const { conversationId, manifestId, extractionMethod, requirements } = input
  try {
    const { rows } = await db.query(RECORD_REQUIREMENT_EXTRACTIONS, [
      conversationId,
      manifestId,
      extractionMethod,
      JSON.stringify(requirements),
    ])
    return z.array(z.object({ id: z.guid() }).transform(({ id }) => id)).parse(rows)
  } catch (cause) {
    if (violates(cause, 'fk_requirement_extractions_conversation')) {
      throw new UnknownConversationError({ conversationId, cause })
    }
    throw cause
  }
}

const RECORD_REQUIREMENT_EXTRACTIONS = `
  INSERT INTO build_orchestrator.requirement_extractions
    (conversation_id, build_manifest_id, extraction_method, requirement_type, requirement_value, requirement_json,
     extraction_confidence, extracted_from_message_id)
  SELECT $1, $2::uuid, $3, item ->> 'requirementType', item ->> 'value', item -> 'detail',
    (item ->> 'confidence')::numeric, (item ->> 'messageId')::bigint
  FROM jsonb_array_elements($4::text::jsonb) WITH ORDINALITY AS given (item, place)
  ORDER BY place
  RETURNING id
`
