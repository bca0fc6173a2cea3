import { nearestName, SchemaError } from '@schemata/contract'
import type { ReportedError } from '@schemata/runner'

/** catalog.json, or what is generated from it, does not say what the steps make. */
export class ContractStaleError extends SchemaError {
  readonly code = 'CONTRACT_STALE'
  readonly packageKey: string
  /** The first differences, by file. */
  readonly differences: { readonly [file: string]: readonly string[] }

  constructor({
    packageKey,
    differences,
  }: {
    packageKey: string
    differences: { readonly [file: string]: readonly string[] }
  }) {
    const lines = Object.entries(differences).flatMap(([file, found]) => [
      `  ${file}`,
      ...found.map((difference) => `    ${difference}`),
    ])
    super(`Package \`${packageKey}\`: the contract is not what its steps make.\n${lines.join('\n')}`, {
      hint: 'Run `schemata contract` and commit what it writes.',
      place: { package: packageKey, file: Object.keys(differences)[0] ?? 'catalog.json' },
    })
    this.packageKey = packageKey
    this.differences = differences
  }
}

/** The steps of a package, or of one that it requires, fail on an empty database. */
export class ContractNotAppliedError extends SchemaError {
  readonly code = 'CONTRACT_NOT_APPLIED'
  readonly packageKey: string
  readonly errors: readonly ReportedError[]

  constructor({ packageKey, errors }: { packageKey: string; errors: readonly ReportedError[] }) {
    const [first] = errors
    super(
      [`Package \`${packageKey}\` cannot be applied to an empty database.`, ...errors.map(describeError)].join('\n'),
      {
        hint: 'Correct the step and run `schemata contract` again.',
        ...(first?.package !== undefined && first.file !== undefined && { place: placeOf(first) }),
      },
    )
    this.packageKey = packageKey
    this.errors = errors
  }
}

/** An optional extension cannot be tried, as the server has it not. */
export class ContractExtensionError extends SchemaError {
  readonly code = 'CONTRACT_EXTENSION'
  readonly packageKey: string
  readonly extension: string

  constructor({ packageKey, extension }: { packageKey: string; extension: string }) {
    super(`Package \`${packageKey}\` makes use of the extension \`${extension}\`, which this server does not have.`, {
      hint: 'Name a server that has it: `schemata contract --database-url …`.',
    })
    this.packageKey = packageKey
    this.extension = extension
  }
}

/** A required package was not built, so that nothing is known of its steps. */
export class RequirementNotBuiltError extends SchemaError {
  readonly code = 'CONTRACT_REQUIREMENT'
  readonly packageKey: string
  readonly requirement: string

  constructor({ packageKey, requirement }: { packageKey: string; requirement: string }) {
    super(`Package \`${packageKey}\` requires \`${requirement}\`, whose manifest holds no steps.`, {
      hint: `Build \`${requirement}\` first.`,
    })
    this.packageKey = packageKey
    this.requirement = requirement
  }
}

/** Several functions have one name, so that their arguments could not be typed by it. */
export class OverloadedFunctionError extends SchemaError {
  readonly code = 'CONTRACT_OVERLOAD'
  readonly schema: string
  readonly signatures: readonly string[]

  constructor({ schema, signatures }: { schema: string; signatures: readonly string[] }) {
    super(`Schema \`${schema}\` overloads a function: ${signatures.join(' and ')}.`, {
      hint:
        'Give each a name of its own, or one function with default arguments. Where others prescribe the ' +
        'signatures, list the name in `schemata.overloads` of package.json: it then gets no schemas.',
    })
    this.schema = schema
    this.signatures = signatures
  }
}

/** package.json says that a function is overloaded, and it is not. */
export class NotOverloadedError extends SchemaError {
  readonly code = 'CONTRACT_NOT_OVERLOADED'
  readonly schema: string
  readonly found: string

  constructor({ schema, found, count }: { schema: string; found: string; count: number }) {
    super(
      `\`schemata.overloads\` of package.json names \`${found}\`; schema \`${schema}\` has ${count} of them, not several.`,
      { hint: 'Take the name out of the list.' },
    )
    this.schema = schema
    this.found = found
  }
}

/** Two objects would be exported under one name. */
export class GeneratedNameError extends SchemaError {
  readonly code = 'CONTRACT_NAME'
  readonly schema: string
  readonly found: string
  readonly objects: readonly [string, string]

  constructor({ schema, name, objects }: { schema: string; name: string; objects: readonly [string, string] }) {
    super(`Schema \`${schema}\`: ${objects[0]} and ${objects[1]} would both be \`${name}\` in TypeScript.`, {
      hint: 'Rename one of them.',
    })
    this.schema = schema
    this.found = name
    this.objects = objects
  }
}

/** `src/json-columns.ts` speaks of a column that is none, or holds no JSON. */
export class JsonColumnError extends SchemaError {
  readonly code = 'CONTRACT_JSON_COLUMN'
  readonly schema: string
  readonly found: string

  constructor({ schema, found, known }: { schema: string; found: string; known: readonly string[] }) {
    const nearest = nearestName(found, known)
    super(`Schema \`${schema}\`: src/json-columns.ts names \`${found}\`, which is no JSON column.`, {
      hint: nearest ? `Did you mean \`${nearest}\`?` : `JSON columns: ${known.join(', ') || 'none'}.`,
    })
    this.schema = schema
    this.found = found
  }
}

function describeError({ message, file, line, column, hint }: ReportedError): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return `  ${place === '' ? '' : `${place}: `}${message}${hint === undefined ? '' : ` ${hint}`}`
}

function placeOf({ package: packageKey = '', file = '', line, column }: ReportedError) {
  return {
    package: packageKey,
    file,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  }
}
