import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'

export interface ListAuditEntriesParameters {
  actorUserId?: number
  action?: string
  /** A table, or what the application calls it. */
  targetType?: string
  targetId?: string
  from?: Date
  before?: Date
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listAuditEntriesParameters = z.object({
  actorUserId: z.int().positive().optional(),
  action: z.string().optional(),
  targetType: z.string().optional(),
  targetId: z.string().optional(),
  from: z.date().optional(),
  before: z.date().optional(),
  limit: page.limit,
  offset: page.offset,
})

export interface AuditEntry {
  auditLogId: string
  actorUserId: number | null
  action: string
  targetType: string
  targetId: string | null
  meta: unknown
  createdAt: Date
}

const auditEntry = z.object({
  auditLogId: z.string(),
  actorUserId: z.int().nullable(),
  action: z.string(),
  targetType: z.string(),
  targetId: z.string().nullable(),
  meta: z.unknown(),
  createdAt: z.date(),
})

/**
 * Lists entries of the audit trail, archived or not, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const entries = await listAuditEntries(db, { targetType: 'containers', targetId: '7' })
 */
export async function listAuditEntries(
  db: Queryable,
  parameters: ListAuditEntriesParameters = {},
): Promise<AuditEntry[]> {
  const input = parseInput('listAuditEntries', listAuditEntriesParameters, parameters)
  const { rows } = await db.query(LIST_AUDIT_ENTRIES, [
    input.actorUserId,
    input.action,
    input.targetType,
    input.targetId,
    input.from,
    input.before,
    input.limit,
    input.offset,
  ])
  return z.array(auditEntry).parse(rows)
}

const LIST_AUDIT_ENTRIES = `
  SELECT entry.id::text AS "auditLogId", entry.actor_user_id AS "actorUserId", entry.action,
    entry.target_type AS "targetType", entry.target_id AS "targetId", entry.meta, entry.created_at AS "createdAt"
  FROM containers_lab.audit_entries AS entry
  WHERE ($1::integer IS NULL OR entry.actor_user_id = $1)
    AND ($2::text IS NULL OR entry.action = $2)
    AND ($3::text IS NULL OR entry.target_type = $3)
    AND ($4::text IS NULL OR entry.target_id = $4)
    AND ($5::timestamptz IS NULL OR entry.created_at >= $5)
    AND ($6::timestamptz IS NULL OR entry.created_at < $6)
  ORDER BY entry.created_at DESC, entry.id DESC
  LIMIT $7 OFFSET $8
`
