import { SchemaError } from '@schemata/contract'

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

/** A build cannot wait for the others it was to wait for. */
export class BuildDependencyError extends SchemaError {
  readonly code = 'BUILD_DEPENDENCY'
  readonly dependsOn: readonly string[]

  constructor({ dependsOn, cause }: { dependsOn: readonly string[]; cause?: unknown }) {
    super(`A build cannot wait for ${dependsOn.map((id) => `\`${id}\``).join(', ')}.`, {
      hint: 'Each must be a build of the same customer.',
      cause,
    })
    this.dependsOn = dependsOn
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
