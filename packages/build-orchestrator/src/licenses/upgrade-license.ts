import type { Queryable } from '@schemata/contract'

import { type ChangeTierParameters, changeTier } from './change-tier.js'
import type { License } from './license.js'

export type UpgradeLicenseParameters = ChangeTierParameters

/**
 * Moves a customer to a higher tier, license and customer in one statement; a trial
 * becomes a paid license. Limits that are left out stay as they are.
 *
 * @throws LicenseTierError when the tier is not higher, or the license is revoked.
 * @throws UnknownLicenseError, InvalidInputError
 * @example
 * await upgradeLicense(pool, { customerId: 'acme', tier: 'enterprise', maxConcurrentBuilds: null })
 */
export async function upgradeLicense(db: Queryable, parameters: UpgradeLicenseParameters): Promise<License> {
  return changeTier(db, 'upgradeLicense', parameters)
}
