import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { type Tier, tier } from '../customers/tier.js'
import { UnknownCustomerError } from '../errors/customers.js'
import { LicenseExistsError, LicenseKeyTakenError } from '../errors/licenses.js'
import { parseInput } from '../parse-input.js'
import { licenseContext } from '../secrets/context.js'
import { hashLicenseKey } from '../secrets/hash-license-key.js'
import type { KeyProvider } from '../secrets/key-provider.js'
import { type License, license } from './license.js'
import { type Quotas, quotas } from './quotas.js'

export interface CreateLicenseParameters extends Quotas {
  customerId: string
  /** In clear; stored as cipher text, and as the hash by which it is found. */
  licenseKey: string
  /** Seals the key. */
  keys: KeyProvider
  tier: Tier
  /** @default 'active' */
  status?: 'active' | 'trial'
  expiresAt: Date
  /** End of the trial. @default for a trial `expiresAt` */
  trialExpiresAt?: Date
  /** Flags by name. @default those of the column */
  features?: Record<string, unknown>
}

const createLicenseParameters = z.object({
  ...quotas,
  customerId: z.string(),
  licenseKey: z.string().min(1).max(1000),
  tier,
  status: z.enum(['active', 'trial']).default('active'),
  expiresAt: z.date(),
  trialExpiresAt: z.date().optional(),
  features: z.record(z.string(), z.unknown()).optional(),
})

/**
 * Issues the license of a customer.
 *
 * The key is stored as cipher text only, and never shows up in an error.
 *
 * @throws UnknownCustomerError
 * @throws LicenseExistsError when the customer has one: renew or upgrade that.
 * @throws LicenseKeyTakenError when another license has the same key.
 * @throws InvalidInputError
 * @example
 * await createLicense(pool, { customerId: 'acme', licenseKey, keys, tier: 'pro', expiresAt })
 */
export async function createLicense(db: Queryable, { keys, ...parameters }: CreateLicenseParameters): Promise<License> {
  const input = parseInput('createLicense', createLicenseParameters, parameters)
  const { customerId, licenseKey, status, expiresAt } = input
  const sealed = await keys.seal(licenseKey, licenseContext(customerId))
  try {
    const { rows } = await db.query(CREATE_LICENSE, [
      customerId,
      Buffer.from(sealed.cipherText).toString('base64'),
      hashLicenseKey(licenseKey),
      sealed.keyId,
      sealed.keyVersion,
      input.tier,
      status,
      expiresAt,
      input.trialExpiresAt ?? (status === 'trial' ? expiresAt : undefined),
      input.features === undefined ? null : JSON.stringify(input.features),
      input.maxBuildsPerMonth === undefined ? 100 : input.maxBuildsPerMonth,
      input.maxRegistries === undefined ? 3 : input.maxRegistries,
      input.maxConcurrentBuilds === undefined ? 1 : input.maxConcurrentBuilds,
    ])
    return license.parse(rows[0])
  } catch (cause) {
    throw explain(cause, customerId)
  }
}

function explain(cause: unknown, customerId: string): unknown {
  if (violates(cause, 'fk_licenses_customer')) return new UnknownCustomerError({ customerId, cause })
  if (violates(cause, 'uq_licenses_customer_id')) return new LicenseExistsError({ customerId, cause })
  if (violates(cause, 'uq_licenses_license_key_hash')) return new LicenseKeyTakenError({ cause })
  return cause
}

const CREATE_LICENSE = `
  INSERT INTO build_orchestrator.licenses
    (customer_id, license_key, license_key_hash, encryption_key_id, encryption_key_version, tier, status, expires_at,
     trial_expires_at, features, max_builds_per_month, max_registries, max_concurrent_builds)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
    coalesce($10::text::jsonb, '{"ai_intake": true, "custom_modules": true, "priority_builds": false,
      "dedicated_cache": false, "sla_guarantee": false}'::jsonb),
    $11, $12, $13)
  RETURNING id, customer_id, tier, status, issued_at, expires_at, trial_expires_at, features, max_builds_per_month,
    max_registries, max_concurrent_builds
`
