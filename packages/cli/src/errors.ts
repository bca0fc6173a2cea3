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

/** What a release is compared with, or the package itself, lacks something that the comparison needs. */
export class ReleaseUnreadableError extends SchemaError {
  readonly code = 'RELEASE_UNREADABLE'

  constructor({ where, found, cause }: { where: string; found: string; cause?: unknown }) {
    super(`${where}: found ${found}.`, {
      hint: 'A release is compared by package.json, migrations/ORDER and catalog.json; `schemata contract` writes the last one.',
      cause,
    })
  }
}

/** The next release claims to change less than it does. */
export class BumpTooSmallError extends SchemaError {
  readonly code = 'BUMP_TOO_SMALL'

  constructor({ packageKey, name, claimed, required, released, next, reasons }: BumpFacts) {
    const shown = reasons.slice(0, SHOWN_REASONS)
    const more = reasons.length > shown.length ? ` And ${reasons.length - shown.length} more.` : ''
    super(`${packageKey} needs ${required} after ${released} and claims ${claimed}. ${shown.join(' ')}${more}`, {
      hint: `Add a changeset (\`'${name}': ${required}\`), or make it version ${next}.`,
    })
  }
}

const SHOWN_REASONS = 3

interface BumpFacts {
  packageKey: string
  name: string
  claimed: string
  required: string
  released: string
  /** The smallest version that would do. */
  next: string
  /** Sentences. */
  reasons: readonly string[]
}

/** A job's schedule is not one of cron. */
export class JobScheduleError extends SchemaError {
  readonly code = 'JOB_SCHEDULE'
  readonly job: string

  constructor({ job, schedule, cause }: { job: string; schedule: string; cause?: unknown }) {
    super(`Job \`${job}\` has the schedule \`${schedule}\`, expected five cron fields.`, {
      hint: 'Minute, hour, day of the month, month, day of the week, in UTC: `0 2 * * 0` is each Sunday at two.',
      cause,
    })
    this.job = job
  }
}

/** The statements of a job were refused or failed. */
export class JobFailedError extends SchemaError {
  readonly code = 'JOB_FAILED'
  readonly job: string

  constructor({ job, cause }: { job: string; cause: unknown }) {
    super(`Job \`${job}\` failed: ${cause instanceof Error ? cause.message : String(cause)}.`.replace(/\.\.$/, '.'), {
      hint: 'Its transaction is rolled back; what it committed before stays. `schemata status` says whether its package is there.',
      cause,
    })
    this.job = job
  }
}

/** The database cannot run jobs by itself. */
export class CronMissingError extends SchemaError {
  readonly code = 'JOB_CRON_MISSING'

  constructor() {
    super('The extension pg_cron is not in this database.', {
      hint: 'Run `schemata jobs run` beside it instead, or have pg_cron created: CREATE EXTENSION pg_cron.',
    })
  }
}

/** A database is not to be emptied. */
export class ResetRefusedError extends SchemaError {
  readonly code = 'RESET_REFUSED'

  constructor({ found, hint }: { found: string; hint: string }) {
    super(`Nothing is reset: ${found}.`, { hint })
  }
}

/** A run is going on in the database that is to be emptied. */
export class ResetWaitError extends SchemaError {
  readonly code = 'RESET_LOCKED'

  constructor() {
    super('Nothing is reset: a run holds the lock of this database.', { hint: 'Try again when it has ended.' })
  }
}

/** Sample data of a package cannot be loaded. */
export class SampleFailedError extends SchemaError {
  readonly code = 'SAMPLE_FAILED'

  constructor({ packageKey, file, cause }: { packageKey: string; file: string; cause: unknown }) {
    super(`${file} failed: ${cause instanceof Error ? cause.message : String(cause)}.`.replace(/\.\.$/, '.'), {
      place: { package: packageKey, file },
      hint: 'The stack is applied; correct the file and reset again.',
      cause,
    })
  }
}

/** A package's reset script fails; nothing was dropped. */
export class ResetFailedError extends SchemaError {
  readonly code = 'RESET_FAILED'

  constructor({ packageKey, file, cause }: { packageKey: string; file: string; cause: unknown }) {
    super(`${file} failed: ${cause instanceof Error ? cause.message : String(cause)}.`.replace(/\.\.$/, '.'), {
      place: { package: packageKey, file },
      hint: 'Nothing was dropped; correct the file and reset again.',
      cause,
    })
  }
}

/** A new package cannot have the name that was given. */
export class PackageNameError extends SchemaError {
  readonly code = 'PACKAGE_NAME'

  constructor({ name, reason }: { name: string; reason: string }) {
    super(`A new package cannot be called \`${name}\`: ${reason}.`, {
      hint: 'The name is its key for ever, with underscores that of its schema, and that of its npm package.',
    })
  }
}

/** A new package would overwrite something. */
export class DirectoryTakenError extends SchemaError {
  readonly code = 'DIRECTORY_TAKEN'

  constructor({ directory }: { directory: string }) {
    super(`${directory} exists.`, { hint: 'Choose another name, or another folder with `--directory`.' })
  }
}
