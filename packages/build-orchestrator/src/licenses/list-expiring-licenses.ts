import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type License, license } from './license.js'

export interface ListExpiringLicensesParameters {
  /** 0 to 3650. @default 7 */
  withinDays?: number
}

const listExpiringLicensesParameters = z.object({ withinDays: z.int().min(0).max(3650).default(7) })

/**
 * Lists licenses that are valid and end soon, soonest first; a trial ends with the
 * earlier of its two dates.
 *
 * @throws InvalidInputError
 * @example
 * for (const { customerId } of await listExpiringLicenses(pool, { withinDays: 30 })) await remind(customerId)
 */
export async function listExpiringLicenses(
  db: Queryable,
  parameters: ListExpiringLicensesParameters = {},
): Promise<License[]> {
  const { withinDays } = parseInput('listExpiringLicenses', listExpiringLicensesParameters, parameters)
  const { rows } = await db.query(LIST_EXPIRING_LICENSES, [withinDays])
  return z.array(license).parse(rows)
}

const LIST_EXPIRING_LICENSES = `
  SELECT id, customer_id, tier, status, issued_at, expires_at, trial_expires_at, features, max_builds_per_month,
    max_registries, max_concurrent_builds
  FROM build_orchestrator.licenses
  WHERE status IN ('active', 'trial')
    AND CASE status WHEN 'trial' THEN least(trial_expires_at, expires_at) ELSE expires_at END
      BETWEEN now() AND now() + make_interval(days => $1)
  ORDER BY CASE status WHEN 'trial' THEN least(trial_expires_at, expires_at) ELSE expires_at END, customer_id
`
