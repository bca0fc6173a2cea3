import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type Tier, tier } from '../customers/tier.js'
import { LicenseTierError, UnknownLicenseError } from '../errors/licenses.js'
import { parseInput } from '../parse-input.js'
import { findLicense } from './find-license.js'
import { type License, license } from './license.js'
import { type Quotas, quotas } from './quotas.js'

export interface ChangeTierParameters extends Quotas {
  customerId: string
  tier: Tier
}

const changeTierParameters = z.object({ ...quotas, customerId: z.string(), tier })

/** Moves customer and license to a tier in the given direction; shared by upgrade and downgrade. */
export async function changeTier(
  db: Queryable,
  accessor: 'upgradeLicense' | 'downgradeLicense',
  parameters: ChangeTierParameters,
): Promise<License> {
  const input = parseInput(accessor, changeTierParameters, parameters)
  const { rows } = await db.query(CHANGE_TIER, [
    input.customerId,
    input.tier,
    accessor === 'upgradeLicense' ? 1 : -1,
    input.maxBuildsPerMonth !== undefined,
    input.maxBuildsPerMonth,
    input.maxRegistries !== undefined,
    input.maxRegistries,
    input.maxConcurrentBuilds !== undefined,
    input.maxConcurrentBuilds,
  ])
  if (rows.length > 0) return license.parse(rows[0])
  const present = await findLicense(db, { customerId: input.customerId })
  if (present === undefined) throw new UnknownLicenseError({ customerId: input.customerId })
  throw new LicenseTierError({
    customerId: input.customerId,
    from: present.tier,
    to: input.tier,
    status: present.status,
  })
}

const CHANGE_TIER = `
  WITH license AS (
    UPDATE build_orchestrator.licenses
    SET tier = $2,
        status = CASE status WHEN 'trial' THEN 'active' ELSE status END,
        trial_expires_at = NULL,
        max_builds_per_month = CASE WHEN $4 THEN $5::integer ELSE max_builds_per_month END,
        max_registries = CASE WHEN $6 THEN $7::integer ELSE max_registries END,
        max_concurrent_builds = CASE WHEN $8 THEN $9::integer ELSE max_concurrent_builds END
    WHERE customer_id = $1
      AND status <> 'revoked'
      AND sign(build_orchestrator.tier_rank($2) - build_orchestrator.tier_rank(tier)) = $3::integer
    RETURNING id, customer_id, tier, status, issued_at, expires_at, trial_expires_at, features,
      max_builds_per_month, max_registries, max_concurrent_builds
  ), customer AS (
    UPDATE build_orchestrator.customers AS customer
    SET tier = license.tier,
        subscription_status = CASE customer.subscription_status WHEN 'trial' THEN 'active'
          ELSE customer.subscription_status END
    FROM license
    WHERE customer.customer_id = license.customer_id
  )
  SELECT id, customer_id, tier, status, issued_at, expires_at, trial_expires_at, features, max_builds_per_month,
    max_registries, max_concurrent_builds
  FROM license
`
