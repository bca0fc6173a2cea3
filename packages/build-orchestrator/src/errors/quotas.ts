import { SchemaError } from '@schemata/contract'

/** The quota gate is on and found no valid license. */
export class NoValidLicenseError extends SchemaError {
  readonly code = 'BUILD_NO_VALID_LICENSE'
  readonly customerId: string

  constructor({ customerId, cause }: { customerId: string; cause?: unknown }) {
    super(`Customer \`${customerId}\` has no active or trial license.`, {
      hint: 'Renew the license, or issue one.',
      cause,
    })
    this.customerId = customerId
  }
}

/** The quota gate is on and the builds of this month are used up. */
export class MonthlyQuotaError extends SchemaError {
  readonly code = 'BUILD_MONTHLY_QUOTA'
  readonly customerId: string

  constructor({ customerId, cause }: { customerId: string; cause?: unknown }) {
    super(`Customer \`${customerId}\` has used up the builds of this month.`, {
      hint: 'Wait for the next month (UTC), or raise max_builds_per_month of the license.',
      cause,
    })
    this.customerId = customerId
  }
}

/** The license allows no more registry credentials. */
export class RegistryQuotaError extends SchemaError {
  readonly code = 'BUILD_REGISTRY_QUOTA'
  readonly customerId: string

  constructor({ customerId, cause }: { customerId: string; cause?: unknown }) {
    super(`Customer \`${customerId}\` has used up its registries.`, {
      hint: 'Revoke a credential, or raise max_registries of the license.',
      cause,
    })
    this.customerId = customerId
  }
}
