import type { Queryable } from '@schemata/contract'

import { UnknownLicenseError } from '../errors/licenses.js'
import { findLicense } from './find-license.js'
import type { License } from './license.js'

export interface GetLicenseParameters {
  customerId: string
}

/**
 * Gives the license of a customer.
 *
 * @throws UnknownLicenseError when the customer has none.
 * @throws InvalidInputError
 * @example
 * const { tier, expiresAt } = await getLicense(pool, { customerId: 'acme' })
 */
export async function getLicense(db: Queryable, { customerId }: GetLicenseParameters): Promise<License> {
  const license = await findLicense(db, { customerId })
  if (license === undefined) throw new UnknownLicenseError({ customerId })
  return license
}
