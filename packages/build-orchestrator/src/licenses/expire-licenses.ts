import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface ExpiredLicense {
  licenseId: string
  customerId: string
  expiredAt: Date
}

const expiredLicense = z
  .object({ license_id: z.guid(), customer_id: z.string(), expired_at: z.date() })
  .transform(
    (row): ExpiredLicense => ({ licenseId: row.license_id, customerId: row.customer_id, expiredAt: row.expired_at }),
  )

/**
 * Marks licenses as expired that are past their end, and gives them.
 *
 * @example
 * const expired = await expireLicenses(pool)
 */
export async function expireLicenses(db: Queryable): Promise<ExpiredLicense[]> {
  const { rows } = await db.query(EXPIRE_LICENSES)
  return z.array(expiredLicense).parse(rows)
}

const EXPIRE_LICENSES = `
  SELECT license_id, customer_id, expired_at
  FROM build_orchestrator.expire_licenses()
`
