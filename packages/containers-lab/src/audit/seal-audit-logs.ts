import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface SealAuditLogsParameters {
  /** About how many entries at most. @default 100000 */
  limit?: number
  /** Once, in a database restored into another cluster. @default false */
  restart?: boolean
}

const sealAuditLogsParameters = z.object({
  limit: z.int().min(1).max(1_000_000).default(100_000),
  restart: z.boolean().default(false),
})

export interface AuditSeal {
  sealId: string
  /** How many it covers. */
  entries: number
  /** In hexadecimal. */
  chain: string
}

const auditSeal = z.object({
  sealId: z.string(),
  entries: z.number(),
  chain: z.string(),
})

/**
 * Seals what finished transactions have written; `undefined` when there is nothing to seal.
 *
 * Keep `chain` outside the database: with it, even a rewritten trail is told from the real one.
 *
 * @throws RuleViolatedError `audit-horizon` in a restored database
 * @throws InvalidInputError
 * @example
 * const seal = await sealAuditLogs(pool)
 */
export async function sealAuditLogs(
  db: Queryable,
  parameters: SealAuditLogsParameters = {},
): Promise<AuditSeal | undefined> {
  const input = parseInput('sealAuditLogs', sealAuditLogsParameters, parameters)
  const { rows } = await db.query(SEAL_AUDIT_LOGS, [input.limit, input.restart]).catch((cause) => {
    throw explainWrite(cause)
  })
  return auditSeal.optional().parse(rows[0])
}

const SEAL_AUDIT_LOGS = `
  SELECT sealed.seal_id::text AS "sealId", sealed.row_count::float8 AS entries, encode(sealed.chain, 'hex') AS chain
  FROM containers_lab.seal_audit_logs($1, $2) AS sealed
`
