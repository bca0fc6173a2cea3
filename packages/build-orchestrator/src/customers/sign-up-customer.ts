import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { CustomerExistsError } from '../errors/customers.js'
import { LicenseKeyTakenError } from '../errors/licenses.js'
import { type License, license } from '../licenses/license.js'
import { parseInput } from '../parse-input.js'
import { type Customer, customer } from './customer.js'
import { customerId } from './customer-id.js'
import { type Tier, tier } from './tier.js'

export interface SignUpCustomerParameters {
  /** 1 to 100 letters, digits, hyphens and underscores. Never given twice, not even after deletion. */
  customerId: string
  organizationName: string
  contactEmail: string
  contactName?: string
  /** @default 'core' */
  tier?: Tier
  /** Whatever the application keeps about the customer. @default an empty object */
  metadata?: Record<string, unknown>
  /** The key of the trial license: as cipher text, and its SHA-256 in hex by which it is found again. */
  licenseKey: { encrypted: string; hash: string }
}

export interface SignUp {
  customer: Customer
  /** A trial of 14 days: 100 builds a month, 3 registries, 1 build at a time. */
  license: License
}

const signUpCustomerParameters = z.object({
  customerId,
  organizationName: z.string().trim().min(1).max(255),
  contactEmail: z.email().max(255),
  contactName: z.string().trim().min(1).max(255).optional(),
  tier: tier.default('core'),
  metadata: z.record(z.string(), z.unknown()).default({}),
  licenseKey: z.object({
    encrypted: z.string().min(1),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/i, 'expected a SHA-256 of 64 hex digits')
      .toLowerCase(),
  }),
})

const signUp = z.object({ customer, license })

/**
 * Signs a customer up: the customer and a trial license of 14 days, both or neither.
 *
 * One statement, so it needs no transaction and takes part in one that is open.
 *
 * @throws CustomerExistsError when the id is taken, also by a deleted customer.
 * @throws LicenseKeyTakenError when another license has the same key.
 * @throws InvalidInputError
 * @example
 * const { customer, license } = await signUpCustomer(pool, {
 *   customerId: 'acme',
 *   organizationName: 'Acme',
 *   contactEmail: 'ops@acme.example',
 *   licenseKey: { encrypted, hash },
 * })
 */
export async function signUpCustomer(db: Queryable, parameters: SignUpCustomerParameters): Promise<SignUp> {
  const input = parseInput('signUpCustomer', signUpCustomerParameters, parameters)
  try {
    const { rows } = await db.query(SIGN_UP_CUSTOMER, [
      input.customerId,
      input.organizationName,
      input.contactEmail,
      input.contactName,
      input.tier,
      JSON.stringify(input.metadata),
      input.licenseKey.encrypted,
      input.licenseKey.hash,
    ])
    const [row] = rows
    return signUp.parse({ customer: row, license: { ...row, id: row.license_id } })
  } catch (cause) {
    if (violates(cause, 'uq_customers_customer_id')) {
      throw new CustomerExistsError({ customerId: input.customerId, cause })
    }
    if (violates(cause, 'uq_licenses_license_key_hash')) throw new LicenseKeyTakenError({ cause })
    throw cause
  }
}

// The license takes its quotas and features from the defaults of its columns.
const SIGN_UP_CUSTOMER = `
  WITH customer AS (
    INSERT INTO build_orchestrator.customers
      (customer_id, organization_name, contact_email, contact_name, subscription_status, tier, metadata)
    VALUES ($1, $2, $3, $4, 'trial', $5, $6::text::jsonb)
    RETURNING id, customer_id, organization_name, contact_email, contact_name, subscription_status, tier,
      metadata, tags, created_at, updated_at
  ), license AS (
    INSERT INTO build_orchestrator.licenses
      (customer_id, license_key, license_key_hash, tier, status, expires_at, trial_expires_at)
    SELECT customer.customer_id, $7, $8, customer.tier, 'trial', trial.expires_at, trial.expires_at
    FROM customer, (SELECT now() + interval '14 days' AS expires_at) AS trial
    RETURNING id, customer_id, status, issued_at, expires_at, trial_expires_at, features,
      max_builds_per_month, max_registries, max_concurrent_builds
  )
  SELECT customer.id, customer.customer_id, customer.organization_name, customer.contact_email,
    customer.contact_name, customer.subscription_status, customer.tier, customer.metadata, customer.tags,
    customer.created_at, customer.updated_at, license.id AS license_id, license.status, license.issued_at,
    license.expires_at, license.trial_expires_at, license.features, license.max_builds_per_month,
    license.max_registries, license.max_concurrent_builds
  FROM customer
  JOIN license ON license.customer_id = customer.customer_id
`
