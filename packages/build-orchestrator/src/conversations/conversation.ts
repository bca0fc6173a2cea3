import { z } from 'zod'

export const conversationType = z.enum(['build_intake', 'troubleshooting', 'support', 'upgrade_consultation'])

export type ConversationType = z.infer<typeof conversationType>

export const conversationStatus = z.enum(['active', 'completed', 'abandoned', 'error'])

export type ConversationStatus = z.infer<typeof conversationStatus>

/** A row as the statements of this folder list it. */
export const conversationRow = z.object({
  id: z.guid(),
  customer_id: z.string().nullable(),
  customer_email: z.string().nullable(),
  session_id: z.string().nullable(),
  status: conversationStatus,
  conversation_type: conversationType.nullable(),
  ai_model: z.string().nullable(),
  ai_provider: z.string().nullable(),
  build_manifest_id: z.guid().nullable(),
  extracted_requirements: z.unknown(),
  confidence_score: z.number().nullable(),
  started_at: z.date(),
  completed_at: z.date().nullable(),
  last_message_at: z.date().nullable(),
  abandoned_at: z.date().nullable(),
  total_messages: z.int().nullable(),
  total_tokens_used: z.int().nullable(),
  total_cost_usd: z.number().nullable(),
})

export interface Conversation {
  id: string
  /** Null when nobody signed in. */
  customerId: string | null
  customerEmail: string | null
  /** By which the front end finds it again. */
  sessionId: string | null
  status: ConversationStatus
  conversationType: ConversationType | null
  aiModel: string | null
  aiProvider: string | null
  /** The manifest that came of it. */
  manifestId: string | null
  extractedRequirements: unknown
  /** 0 to 1. */
  confidenceScore: number | null
  startedAt: Date
  completedAt: Date | null
  lastMessageAt: Date | null
  abandonedAt: Date | null
  totalMessages: number
  totalTokensUsed: number
  totalCostUsd: number
}

/** Reads a conversation out of a row, or fails when the row is not one. */
export const conversation = conversationRow.transform(
  (row): Conversation => ({
    id: row.id,
    customerId: row.customer_id,
    customerEmail: row.customer_email,
    sessionId: row.session_id,
    status: row.status,
    conversationType: row.conversation_type,
    aiModel: row.ai_model,
    aiProvider: row.ai_provider,
    manifestId: row.build_manifest_id,
    extractedRequirements: row.extracted_requirements,
    confidenceScore: row.confidence_score,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    lastMessageAt: row.last_message_at,
    abandonedAt: row.abandoned_at,
    totalMessages: row.total_messages ?? 0,
    totalTokensUsed: row.total_tokens_used ?? 0,
    totalCostUsd: row.total_cost_usd ?? 0,
  }),
)
