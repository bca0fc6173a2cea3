import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { LicenseRevokedError, UnknownLicenseError } from '../errors/licenses.js'
import { parseInput } from '../parse-input.js'
import { findLicense } from './find-license.js'
import { type License, license } from './license.js'

export interface RenewLicenseParameters {
  customerId: string
  /** The new end of validity; must lie in the future. */
  expiresAt: Date
}

const renewLicenseParameters = z.object({ customerId: z.string(), expiresAt: z.date() })

/**
 * Extends a license; an expired one or a trial becomes active.
 *
 * @throws LicenseRevokedError when it was revoked: issue a new one.
 * @throws UnknownLicenseError
 * @throws InvalidInputError, also when the end is not in the future.
 * @example
 * await renewLicense(pool, { customerId: 'acme', expiresAt: new Date('2031-01-01') })
 */
export async function renewLicense(db: Queryable, parameters: RenewLicenseParameters): Promise<License> {
  const future = renewLicenseParameters.refine(({ expiresAt }) => expiresAt.getTime() > Date.now(), {
    path: ['expiresAt'],
    message: 'expected a time in the future',
  })
  const { customerId, expiresAt } = parseInput('renewLicense', future, parameters)
  const { rows } = await db.query(RENEW_LICENSE, [customerId, expiresAt])
  if (rows.length > 0) return license.parse(rows[0])
  if ((await findLicense(db, { customerId })) === undefined) throw new UnknownLicenseError({ customerId })
  throw new LicenseRevokedError({ customerId })
}

const RENEW_LICENSE = `
  UPDATE build_orchestrator.licenses
  SET status = 'active', expires_at = $2, trial_expires_at = NULL
  WHERE customer_id = $1 AND status <> 'revoked'
  RETURNING id, customer_id, tier, status, issued_at, expires_at, trial_expires_at, features, max_builds_per_month,
    max_registries, max_concurrent_builds
`
