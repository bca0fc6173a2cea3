import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RecordAuditEntryParameters {
  action: string
  targetType: string
  targetId?: string
  meta?: Record<string, unknown>
}

const recordAuditEntryParameters = z.object({
  action: z.string().min(1).max(200),
  targetType: z.string().min(1).max(200),
  targetId: z.string().optional(),
  meta: z.record(z.string(), z.unknown()).optional(),
})

/**
 * Appends an entry to the audit trail for the person who acts; gives its id.
 *
 * @throws InvalidInputError
 * @example
 * await recordAuditEntry(db, { action: 'backup', targetType: 'lab' })
 */
export async function recordAuditEntry(db: Queryable, parameters: RecordAuditEntryParameters): Promise<string> {
  const input = parseInput('recordAuditEntry', recordAuditEntryParameters, parameters)
  const { rows } = await db.query(RECORD_AUDIT_ENTRY, [
    input.action,
    input.targetType,
    input.targetId,
    input.meta && JSON.stringify(input.meta),
  ])
  return z.object({ value: z.string() }).parse(rows[0]).value
}

const RECORD_AUDIT_ENTRY = `
  INSERT INTO containers_lab.audit_logs (actor_user_id, action, target_type, target_id, meta)
  VALUES (containers_lab.acting_user_id(), $1, $2, $3, $4::jsonb)
  RETURNING id::text AS value
`
