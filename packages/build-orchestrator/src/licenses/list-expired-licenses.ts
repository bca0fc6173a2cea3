import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type License, license } from './license.js'

/**
 * Lists licenses that have ended, latest first, whether marked as expired already or not.
 *
 * Revoked ones are not among them.
 *
 * @example
 * const expired = await listExpiredLicenses(pool)
 */
export async function listExpiredLicenses(db: Queryable): Promise<License[]> {
  const { rows } = await db.query(LIST_EXPIRED_LICENSES)
  return z.array(license).parse(rows)
}

const LIST_EXPIRED_LICENSES = `
  SELECT id, customer_id, tier, status, issued_at, expires_at, trial_expires_at, features, max_builds_per_month,
    max_registries, max_concurrent_builds
  FROM build_orchestrator.licenses
  WHERE status = 'expired'
    OR (status IN ('active', 'trial') AND expires_at <= now())
    OR (status = 'trial' AND trial_expires_at <= now())
  ORDER BY expires_at DESC, customer_id
`
