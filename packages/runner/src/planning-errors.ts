import { type Place, SchemaError } from '@schemata/contract'

/** A package of the stack requires one that the stack does not hold. */
export class PackageMissingError extends SchemaError {
  readonly code = 'PACKAGE_MISSING'

  constructor({ packageKey, required, range }: { packageKey: string; required: string; range: string }) {
    super(`\`${packageKey}\` requires \`${required}\` ${range}, which the stack does not hold.`, {
      hint: `Add it to \`packages\`, or name it in \`provided\` where the host brings it.`,
    })
  }
}

/** A required package is there in a version that does not suffice. */
export class RangeNotMetError extends SchemaError {
  readonly code = 'RANGE_NOT_MET'

  constructor(facts: { packageKey: string; required: string; range: string; found: string; where: string }) {
    const { packageKey, required, range, found, where } = facts
    super(`\`${packageKey}\` requires \`${required}\` ${range}; ${where} has ${found}.`, {
      hint: `Install a release of \`${required}\` within ${range}, or another one of \`${packageKey}\`.`,
    })
  }
}

/** A package needs an extension that this server does not have. */
export class ExtensionMissingError extends SchemaError {
  readonly code = 'EXTENSION_MISSING'

  constructor({ packageKey, extension }: { packageKey: string; extension: string }) {
    super(`\`${packageKey}\` needs the extension \`${extension}\`, which this server does not have.`, {
      hint: `Install it on the server, so that pg_available_extensions lists it; \`apply\` then creates it.`,
    })
  }
}

/** Steps wait for each other in a circle. */
export class StepCycleError extends SchemaError {
  readonly code = 'STEP_CYCLE'
  readonly cycle: readonly string[]

  constructor({ cycle }: { cycle: readonly { step: string; file: string }[] }) {
    const drawn = cycle.map(({ step, file }) => `${step} (${file})`).join(' → ')
    super(`Steps wait for each other: ${drawn}.`, { hint: 'Remove one of the `requires` that draw the circle.' })
    this.cycle = cycle.map(({ step }) => step)
  }
}

/** A step refers to one that does not exist. */
export class UnknownStepError extends SchemaError {
  readonly code = 'STEP_UNKNOWN'

  constructor({ reference, place, nearest }: { reference: string; place?: Place; nearest?: string }) {
    super(`There is no step \`${reference}\`.`, {
      hint: nearest ? `Did you mean \`${nearest}\`?` : 'See `migrations/ORDER` of that package.',
      place,
    })
  }
}

/** A package that the host provides lacks something. */
export class ProvidedMissingError extends SchemaError {
  readonly code = 'PROVIDED_MISSING'
  readonly missing: readonly string[]

  constructor({ packageKey, schema, missing }: { packageKey: string; schema: string; missing: readonly string[] }) {
    super(`\`${packageKey}\` is said to be provided in schema \`${schema}\`, but: ${missing.join('; ')}.`, {
      hint: 'Add what is missing to the host, or take the package out of `provided` so that it is installed.',
    })
    this.missing = missing
  }
}

/** A file that was applied has other contents now. */
export class ChecksumMismatchError extends SchemaError {
  readonly code = 'CHECKSUM_MISMATCH'

  constructor({ version, recorded, found, place }: { version: string; recorded: string; found: string; place: Place }) {
    super(`Migration ${version} checksum mismatch! Expected: ${recorded}, Found: ${found}`, {
      hint: 'An applied step never changes: restore the file, and put the change into a new step (`schemata new step`).',
      place,
    })
  }
}

/** The ledger holds a step that the package does not have, although it is not newer. */
export class StepFileMissingError extends SchemaError {
  readonly code = 'STEP_FILE_MISSING'

  constructor({ packageKey, step, version }: { packageKey: string; step: string; version: string }) {
    super(`\`${packageKey}\` ${version}: step ${step} is applied, but the package does not hold it.`, {
      hint: 'Restore the file, or install the release that brought it.',
    })
  }
}

/** A pending step stands before applied ones. */
export class StepOutOfOrderError extends SchemaError {
  readonly code = 'STEP_OUT_OF_ORDER'

  constructor({ step, after, place }: { step: string; after: string; place: Place }) {
    super(`Step ${step} is pending, but ${after}, which stands behind it in ORDER, is applied.`, {
      hint: 'Move it to the end of ORDER, or say `--! independent: true` in it if it depends on nothing that follows.',
      place,
    })
  }
}

/** The ledger says that a package is installed, but its schema is gone. */
export class SchemaGoneError extends SchemaError {
  readonly code = 'SCHEMA_GONE'

  constructor({ packageKey, schema }: { packageKey: string; schema: string }) {
    super(`The ledger says that \`${packageKey}\` is installed in schema \`${schema}\`, but there is no such schema.`, {
      hint: 'Restore the schema from a backup, or print a way out with `schemata repair`.',
    })
  }
}

/** The database was brought further by a newer release, which shuts this one out. */
export class AheadBelowFloorError extends SchemaError {
  readonly code = 'AHEAD_BELOW_FLOOR'

  constructor({ packageKey, found, ours, floor }: { packageKey: string; found: string; ours: string; floor: string }) {
    super(`\`${packageKey}\` is at ${found} in the database; this program brings ${ours}, below the floor ${floor}.`, {
      hint: `Deploy a program with \`${packageKey}\` ${floor} or later.`,
    })
  }
}

/** The database is not what the program expects. */
export class NotReadyError extends SchemaError {
  readonly code = 'NOT_READY'
  readonly packages: readonly { key: string; found: string; expected: string }[]

  constructor({ packages }: { packages: readonly { key: string; found: string; expected: string }[] }) {
    const list = packages.map(({ key, found, expected }) => `\`${key}\`: found ${found}, expected ${expected}`)
    super(`The database is not ready: ${list.join('; ')}.`, {
      hint: 'Run `schemata apply` before starting the program.',
    })
    this.packages = packages
  }
}

/** Rows are gone from the table that a document promises, and the catalog is not what those steps made. */
export class HistoryGapError extends SchemaError {
  readonly code = 'HISTORY_GAP'

  constructor(facts: { packageKey: string; steps: readonly string[]; differences: readonly string[] }) {
    const { packageKey, steps, differences } = facts
    super(
      `\`${packageKey}\`: the rows of ${steps.join(', ')} were deleted from its history table, but the steps are applied and something was changed since: ${differences.join('; ')}.`,
      { hint: 'Mend the differences (`schemata drift` prints the SQL); then `schemata apply` restores the rows.' },
    )
  }
}
