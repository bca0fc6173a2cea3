import { compareContracts, describeDifference } from '@schemata/catalog'
import type { CatalogContract } from '@schemata/contract'

import type { Offender } from './rule.js'

/** What differs between two contracts, each difference an offender; `when` says at which moment. */
export function differencesOf(expected: CatalogContract, actual: CatalogContract, when: string): readonly Offender[] {
  return compareContracts(expected, actual).map((difference) => ({
    object: difference.object,
    fault: `${when}: ${describeDifference(difference)}`,
  }))
}
