import { SchemaError } from './schema-error.js'

/** A manifest holds a name or a list that cannot be. */
export class InvalidManifestError extends SchemaError {
  readonly code = 'MANIFEST_INVALID'
  readonly packageKey: string

  constructor({ packageKey, found, expected }: { packageKey: string; found: string; expected: string }) {
    super(`Package \`${packageKey}\`: found ${found}, expected ${expected}.`, {
      hint: 'Correct the call of defineSchema in src/schema.ts.',
    })
    this.packageKey = packageKey
  }
}

/** A stack holds two things that cannot live side by side, or a name that cannot be. */
export class InvalidStackError extends SchemaError {
  readonly code = 'STACK_INVALID'

  constructor({ found, expected, hint }: { found: string; expected: string; hint: string }) {
    super(`Stack: found ${found}, expected ${expected}.`, { hint })
  }
}

/** Two copies of one schema package were loaded; both would claim the same objects. */
export class DuplicatePackageError extends SchemaError {
  readonly code = 'PACKAGE_DUPLICATE'
  readonly packageKey: string
  readonly origins: readonly string[]

  constructor({ packageKey, npmName, origins }: { packageKey: string; npmName: string; origins: readonly string[] }) {
    super(`Package \`${packageKey}\` is loaded from two places: ${origins.join(' and ')}.`, {
      hint: `Install one version of it; \`npm ls ${npmName}\` shows who brings the other.`,
    })
    this.packageKey = packageKey
    this.origins = origins
  }
}
