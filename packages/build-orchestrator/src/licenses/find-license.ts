import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { hashLicenseKey } from '../secrets/hash-license-key.js'
import { type License, license } from './license.js'

/** By its customer, by its id, or by its key, of which only the hash is sent. */
export type FindLicenseParameters = { customerId: string } | { licenseId: string } | { licenseKey: string }

const findLicenseParameters = z.union([
  z.strictObject({ customerId: z.string() }),
  z.strictObject({ licenseId: z.guid() }),
  z.strictObject({ licenseKey: z.string().min(1) }),
])

/**
 * Gives a license, or `undefined` when there is none.
 *
 * @throws InvalidInputError
 * @example
 * const license = await findLicense(pool, { licenseKey })
 */
export async function findLicense(db: Queryable, parameters: FindLicenseParameters): Promise<License | undefined> {
  const input = parseInput('findLicense', findLicenseParameters, parameters)
  const { rows } = await db.query(FIND_LICENSE, [
    'customerId' in input ? input.customerId : null,
    'licenseId' in input ? input.licenseId : null,
    'licenseKey' in input ? hashLicenseKey(input.licenseKey) : null,
  ])
  return license.optional().parse(rows[0])
}

const FIND_LICENSE = `
  SELECT id, customer_id, tier, status, issued_at, expires_at, trial_expires_at, features, max_builds_per_month,
    max_registries, max_concurrent_builds
  FROM build_orchestrator.licenses
  WHERE customer_id = $1 OR id = $2::uuid OR license_key_hash = $3
`
