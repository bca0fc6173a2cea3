import { SchemaError } from '@schemata/contract'
import type { ZodError } from 'zod'

/** An accessor was given a value that it cannot take. */
export class InvalidInputError extends SchemaError {
  readonly code = 'BUILD_INVALID_INPUT'
  readonly accessor: string
  /** Names of the parameters that were refused; parts of one are joined by a dot. */
  readonly parameters: readonly string[]

  constructor({ accessor, cause }: { accessor: string; cause: ZodError }) {
    const reasons = cause.issues.map(({ path, message }) => `\`${path.join('.') || 'parameters'}\`: ${message}`)
    super(`${accessor} cannot take ${reasons.join('; ')}.`, {
      hint: `See ${capitalized(accessor)}Parameters for what each of them takes.`,
      cause,
    })
    this.accessor = accessor
    this.parameters = cause.issues.map(({ path }) => path.join('.'))
  }
}

/** The customer does not exist. */
export class UnknownCustomerError extends SchemaError {
  readonly code = 'BUILD_UNKNOWN_CUSTOMER'
  readonly customerId: string

  constructor({ customerId, cause }: { customerId: string; cause?: unknown }) {
    super(`Customer \`${customerId}\` does not exist.`, {
      hint: 'Sign the customer up first, with signUpCustomer.',
      cause,
    })
    this.customerId = customerId
  }
}

/** The customer id is taken, perhaps by a customer who has been deleted. */
export class CustomerExistsError extends SchemaError {
  readonly code = 'BUILD_CUSTOMER_EXISTS'
  readonly customerId: string

  constructor({ customerId, cause }: { customerId: string; cause?: unknown }) {
    super(`Customer \`${customerId}\` exists already.`, {
      hint: 'Choose another id; that of a deleted customer becomes free when the customer is purged.',
      cause,
    })
    this.customerId = customerId
  }
}

/** Another customer holds a license with the same key. */
export class LicenseKeyTakenError extends SchemaError {
  readonly code = 'BUILD_LICENSE_KEY_TAKEN'

  constructor({ cause }: { cause?: unknown } = {}) {
    super('The license key belongs to another license.', { hint: 'Generate a new key for every license.', cause })
  }
}

/** The build does not exist. */
export class UnknownBuildError extends SchemaError {
  readonly code = 'BUILD_UNKNOWN_BUILD'
  readonly buildId: string

  constructor({ buildId, cause }: { buildId: string; cause?: unknown }) {
    super(`Build \`${buildId}\` does not exist.`, {
      hint: 'Use findBuild where the absence of a build is an ordinary outcome.',
      cause,
    })
    this.buildId = buildId
  }
}

/** The id chosen for a build is taken. */
export class BuildExistsError extends SchemaError {
  readonly code = 'BUILD_EXISTS'
  readonly buildId: string

  constructor({ buildId, cause }: { buildId: string; cause?: unknown }) {
    super(`Build \`${buildId}\` exists already.`, { hint: 'Leave the id out to have a new one made.', cause })
    this.buildId = buildId
  }
}

/** The build names a registry credential that does not exist. */
export class UnknownRegistryError extends SchemaError {
  readonly code = 'BUILD_UNKNOWN_REGISTRY'
  readonly registryId: string

  constructor({ registryId, cause }: { registryId: string; cause?: unknown }) {
    super(`Registry credential \`${registryId}\` does not exist.`, {
      hint: 'Store the credential first, or leave it out to use the default one of the customer.',
      cause,
    })
    this.registryId = registryId
  }
}

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

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
