import type { Queryable } from '@schemata/contract'

import { type ChangeTierParameters, changeTier } from './change-tier.js'
import type { License } from './license.js'

export type DowngradeLicenseParameters = ChangeTierParameters

/**
 * Moves a customer to a lower tier, license and customer in one statement.
 *
 * Limits that are left out stay as they are. Builds that run go on; where the limit of
 * builds at once becomes smaller, the waiting ones step back.
 *
 * @throws LicenseTierError when the tier is not lower, or the license is revoked.
 * @throws UnknownLicenseError, InvalidInputError
 * @example
 * await downgradeLicense(pool, { customerId: 'acme', tier: 'core', maxBuildsPerMonth: 100, maxConcurrentBuilds: 1 })
 */
export async function downgradeLicense(db: Queryable, parameters: DowngradeLicenseParameters): Promise<License> {
  return changeTier(db, 'downgradeLicense', parameters)
}
