import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RevokeLicenseParameters {
  customerId: string
  revokedBy: string
  reason: string
}

const revokeLicenseParameters = z.object({
  customerId: z.string(),
  revokedBy: z.string().min(1).max(100),
  reason: z.string().min(1),
})

/**
 * Withdraws a license, and with it the registry credentials of its customer, in one
 * statement. False when there is none, or it was revoked before.
 *
 * Builds that are queued or run go on; no new ones are taken.
 *
 * @throws InvalidInputError
 * @example
 * await revokeLicense(pool, { customerId: 'acme', revokedBy: 'ada', reason: 'Not paid' })
 */
export async function revokeLicense(db: Queryable, parameters: RevokeLicenseParameters): Promise<boolean> {
  const { customerId, revokedBy, reason } = parseInput('revokeLicense', revokeLicenseParameters, parameters)
  const { rows } = await db.query(REVOKE_LICENSE, [customerId, revokedBy, reason])
  return rows.length > 0
}

const REVOKE_LICENSE = `
  WITH license AS (
    UPDATE build_orchestrator.licenses
    SET status = 'revoked', revoked_at = clock_timestamp(), revoked_by = $2, revoked_reason = $3
    WHERE customer_id = $1 AND status <> 'revoked'
    RETURNING customer_id
  ), credential AS (
    UPDATE build_orchestrator.registry_credentials AS credential
    SET is_active = false, revoked_at = clock_timestamp()
    FROM license
    WHERE credential.customer_id = license.customer_id AND credential.revoked_at IS NULL
  )
  SELECT customer_id FROM license
`
