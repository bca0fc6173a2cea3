import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface VerifyAuditLogsParameters {
  /** A value that `sealAuditLogs` gave and that was kept elsewhere. */
  knownChain?: string
}

const verifyAuditLogsParameters = z.object({
  knownChain: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits')
    .optional(),
})

export interface AuditProblem {
  /** altered, missing, inserted, duplicated, seal replaced or chain replaced. */
  problem: string
  auditLogId: string | null
  sealId: string | null
}

const auditProblem = z.object({
  problem: z.string(),
  auditLogId: z.string().nullable(),
  sealId: z.string().nullable(),
})

/**
 * Gives the first thing that is wrong with the sealed trail, or `undefined` when all is as it was sealed. Reads everything.
 *
 * @throws InvalidInputError
 * @example
 * const problem = await verifyAuditLogs(pool, { knownChain })
 */
export async function verifyAuditLogs(
  db: Queryable,
  parameters: VerifyAuditLogsParameters = {},
): Promise<AuditProblem | undefined> {
  const input = parseInput('verifyAuditLogs', verifyAuditLogsParameters, parameters)
  const { rows } = await db.query(VERIFY_AUDIT_LOGS, [input.knownChain])
  return auditProblem.optional().parse(rows[0])
}

const VERIFY_AUDIT_LOGS = `
  SELECT bad.problem, bad.audit_log_id::text AS "auditLogId", bad.seal_id::text AS "sealId"
  FROM containers_lab.verify_audit_logs(decode($1, 'hex')) AS bad
`
