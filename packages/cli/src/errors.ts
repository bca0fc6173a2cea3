import { nearestName, redactUrl, SchemaError } from '@schemata/contract'

/** The arguments do not fit together, or one of them cannot be read. */
export class UsageError extends SchemaError {
  readonly code = 'USAGE'

  constructor({ found, hint }: { found: string; hint: string }) {
    super(found, { hint })
  }
}

/** No configuration file stands in the current directory or above it. */
export class ConfigMissingError extends SchemaError {
  readonly code = 'CONFIG_MISSING'

  constructor({ looked }: { looked: string }) {
    super(`Found no ${looked}.`, {
      hint: 'Write schemata.config.ts: `export default defineStack({ packages: [ … ] })`, or name a file with `--config`.',
    })
  }
}

/** The configuration file cannot be loaded, or exports no stack. */
export class ConfigInvalidError extends SchemaError {
  readonly code = 'CONFIG_INVALID'

  constructor({ file, found, hint, cause }: { file: string; found: string; hint: string; cause?: unknown }) {
    super(`${file} ${found}.`, { hint, cause })
  }
}

/** A verb that works on a database was not told which one. */
export class DatabaseUrlMissingError extends SchemaError {
  readonly code = 'DATABASE_URL_MISSING'

  constructor() {
    super('No database was named: pass `--database-url postgres://…` or set DATABASE_URL.', {
      hint: 'For development, `schemata dev` starts a server of its own and prints its connection string.',
    })
  }
}

/** The connection string cannot be read; it is never shown. */
export class DatabaseUrlInvalidError extends SchemaError {
  readonly code = 'DATABASE_URL_INVALID'

  constructor({ source, url }: { source: string; url: string }) {
    super(`${source} holds no connection string that can be read: ${redactUrl(url)}.`, {
      hint: 'Expected `postgres://user:password@host:port/database`, special characters of the password percent-encoded.',
    })
  }
}

/** A package was named that is not there. */
export class UnknownPackageError extends SchemaError {
  readonly code = 'PACKAGE_UNKNOWN'

  constructor({ name, known, where }: { name: string; known: readonly string[]; where: string }) {
    const nearest = nearestName(name, known)
    super(`There is no package \`${name}\` in ${where}.`, {
      hint: nearest ? `Did you mean \`${nearest}\`?` : `There are: ${known.join(', ') || 'none'}.`,
    })
  }
}

/** This Node.js is older than what the packages are made for. */
export class NodeVersionError extends SchemaError {
  readonly code = 'NODE_VERSION'

  constructor({ found, expected }: { found: string; expected: string }) {
    super(`This is Node.js ${found}, expected ${expected} or later.`, { hint: 'Update Node.js.' })
  }
}
