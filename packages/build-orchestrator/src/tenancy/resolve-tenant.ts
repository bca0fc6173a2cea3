import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type Customer, customer } from '../customers/customer.js'
import { type License, license } from '../licenses/license.js'
import { parseInput } from '../parse-input.js'

export interface ResolveTenantParameters {
  customerId: string
}

export interface Tenant {
  customer: Customer
  /** Null where none was issued; otherwise active or a trial. */
  license: License | null
}

const resolveTenantParameters = z.object({ customerId: z.string() })

/**
 * Gives a customer who may work here, with the license, or `undefined`.
 *
 * A customer who is deleted, suspended or cancelled, or whose license is expired, revoked
 * or past its end, may not. The answer may be kept for some minutes.
 *
 * @throws InvalidInputError
 * @example
 * const tenant = await resolveTenant(pool, { customerId: request.hostname.split('.')[0] })
 */
export async function resolveTenant(db: Queryable, parameters: ResolveTenantParameters): Promise<Tenant | undefined> {
  const { customerId } = parseInput('resolveTenant', resolveTenantParameters, parameters)
  const { rows } = await db.query(RESOLVE_TENANT, [customerId])
  const [row] = rows
  if (row === undefined) return undefined
  return {
    customer: customer.parse(row),
    license: row.license_id === null ? null : license.parse({ ...row, id: row.license_id, tier: row.license_tier }),
  }
}

const RESOLVE_TENANT = `
  SELECT customer.id, customer.customer_id, customer.organization_name, customer.contact_email,
    customer.contact_name, customer.subscription_status, customer.tier, customer.metadata, customer.tags,
    customer.created_at, customer.updated_at, license.id AS license_id, license.tier AS license_tier, license.status,
    license.issued_at, license.expires_at, license.trial_expires_at, license.features, license.max_builds_per_month,
    license.max_registries, license.max_concurrent_builds
  FROM build_orchestrator.customers AS customer
  LEFT JOIN build_orchestrator.licenses AS license ON license.customer_id = customer.customer_id
  WHERE customer.customer_id = $1
    AND customer.deleted_at IS NULL
    AND customer.subscription_status IN ('trial', 'active')
    AND (license.id IS NULL
      OR (license.status = 'active' AND license.expires_at > clock_timestamp())
      OR (license.status = 'trial' AND least(license.trial_expires_at, license.expires_at) > clock_timestamp()))
`
