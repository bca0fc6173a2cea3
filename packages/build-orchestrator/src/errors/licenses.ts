import { SchemaError } from '@schemata/contract'

/** The license does not exist. */
export class UnknownLicenseError extends SchemaError {
  readonly code = 'BUILD_UNKNOWN_LICENSE'
  readonly customerId: string

  constructor({ customerId, cause }: { customerId: string; cause?: unknown }) {
    super(`Customer \`${customerId}\` has no license.`, { hint: 'Issue one with createLicense.', cause })
    this.customerId = customerId
  }
}

/** The customer has a license already. */
export class LicenseExistsError extends SchemaError {
  readonly code = 'BUILD_LICENSE_EXISTS'
  readonly customerId: string

  constructor({ customerId, cause }: { customerId: string; cause?: unknown }) {
    super(`Customer \`${customerId}\` has a license already.`, {
      hint: 'Change it with renewLicense, upgradeLicense or downgradeLicense.',
      cause,
    })
    this.customerId = customerId
  }
}

/** A revoked license cannot be renewed. */
export class LicenseRevokedError extends SchemaError {
  readonly code = 'BUILD_LICENSE_REVOKED'
  readonly customerId: string

  constructor({ customerId }: { customerId: string }) {
    super(`The license of customer \`${customerId}\` is revoked.`, { hint: 'What is revoked stays so.' })
    this.customerId = customerId
  }
}

/** The tier is not in the direction that was asked for, or the license is revoked. */
export class LicenseTierError extends SchemaError {
  readonly code = 'BUILD_LICENSE_TIER'
  readonly customerId: string
  readonly from: string
  readonly to: string

  constructor({ customerId, from, to, status }: { customerId: string; from: string; to: string; status: string }) {
    super(`The license of customer \`${customerId}\` (${from}, ${status}) cannot be moved to ${to} this way.`, {
      hint: 'Upgrade to a higher tier, downgrade to a lower one: core, pro, enterprise, asp. A revoked license stays so.',
    })
    this.customerId = customerId
    this.from = from
    this.to = to
  }
}

/** Another customer holds a license with the same key. */
export class LicenseKeyTakenError extends SchemaError {
  readonly code = 'BUILD_LICENSE_KEY_TAKEN'

  constructor({ cause }: { cause?: unknown } = {}) {
    super('The license key belongs to another license.', { hint: 'Generate a new key for every license.', cause })
  }
}
