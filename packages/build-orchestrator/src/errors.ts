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

/** A live cache entry stands for the same manifest and tier. */
export class CacheEntryExistsError extends SchemaError {
  readonly code = 'BUILD_CACHE_ENTRY_EXISTS'
  readonly tier: string

  constructor({ tier, cause }: { tier: string; cause?: unknown }) {
    super(`The cache has an image for this manifest and tier \`${tier}\`.`, {
      hint: 'Use findCachedBuild, or delete the entry first.',
      cause,
    })
    this.tier = tier
  }
}

/** The conversation does not exist. */
export class UnknownConversationError extends SchemaError {
  readonly code = 'BUILD_UNKNOWN_CONVERSATION'
  readonly conversationId: string

  constructor({ conversationId, cause }: { conversationId: string; cause?: unknown }) {
    super(`Conversation \`${conversationId}\` does not exist.`, { hint: 'Start it with startConversation.', cause })
    this.conversationId = conversationId
  }
}

/** The conversation takes no more messages. */
export class ConversationFinishedError extends SchemaError {
  readonly code = 'BUILD_CONVERSATION_FINISHED'
  readonly conversationId: string

  constructor({ conversationId, cause }: { conversationId: string; cause?: unknown }) {
    super(`Conversation \`${conversationId}\` is finished and takes no more messages.`, {
      hint: 'Start a new conversation.',
      cause,
    })
    this.conversationId = conversationId
  }
}

/** The manifest is not there, not approved, or belongs to nobody. */
export class ManifestNotApprovedError extends SchemaError {
  readonly code = 'BUILD_MANIFEST_NOT_APPROVED'
  readonly manifestId: string

  constructor({ manifestId, cause }: { manifestId: string; cause?: unknown }) {
    super(`Manifest \`${manifestId}\` is not an approved one of a customer.`, {
      hint: 'Validate it with recordManifestValidation, then approve it with approveBuildManifest.',
      cause,
    })
    this.manifestId = manifestId
  }
}

/** A secret was sealed with a key that the provider does not have. */
export class UnknownEncryptionKeyError extends SchemaError {
  readonly code = 'BUILD_UNKNOWN_ENCRYPTION_KEY'
  readonly keyId: string
  readonly keyVersion: number

  constructor({ keyId, keyVersion }: { keyId: string; keyVersion: number }) {
    super(`Encryption key \`${keyId}\` version ${keyVersion} is not known here.`, {
      hint: 'Give the key provider that version too, until the rotation has replaced it everywhere.',
    })
    this.keyId = keyId
    this.keyVersion = keyVersion
  }
}

/** A secret does not open: it was changed, or belongs to another row. */
export class SecretNotOpenedError extends SchemaError {
  readonly code = 'BUILD_SECRET_NOT_OPENED'
  readonly keyId: string
  readonly keyVersion: number

  constructor({ keyId, keyVersion }: { keyId: string; keyVersion: number }) {
    super(`A secret sealed with key \`${keyId}\` version ${keyVersion} does not open.`, {
      hint: 'The cipher text was changed, was moved to another row, or the key is a different one of the same name.',
    })
    this.keyId = keyId
    this.keyVersion = keyVersion
  }
}

/** asTenant needs an open transaction on one client. */
export class NotInTransactionError extends SchemaError {
  readonly code = 'BUILD_NOT_IN_TRANSACTION'

  constructor() {
    super('asTenant was given a connection without an open transaction.', {
      hint: 'Check a client out of the pool, send BEGIN, and pass that client.',
    })
  }
}

/** Row security does not apply to the role, so nothing would be hidden from it. */
export class TenantNotIsolatedError extends SchemaError {
  readonly code = 'BUILD_TENANT_NOT_ISOLATED'
  readonly role: string

  constructor({ role }: { role: string }) {
    super(`Row security does not apply to role \`${role}\`.`, {
      hint: 'Take on a role that neither owns the tables nor bypasses row security: build_app.',
    })
    this.role = role
  }
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
