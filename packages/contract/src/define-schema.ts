import { InvalidManifestError } from './errors.js'
import type { CompiledMigrations } from './manifest.js'
import { isSchemaName } from './names.js'

/** Another schema package that must be there first. */
export interface Requirement {
  readonly package: SchemaPackage
  /** npm's range grammar, tested against the version in the database, not only in node_modules. */
  readonly range: string
  /** The first step of it that suffices, as `<version>_<name>`. @default its last one */
  readonly from?: string
  /**
   * What of it this package uses, by the names of its contract: `courses` and `courses.id`,
   * `uid()`, `generation_status`. A host that provides the required package must have these
   * and need have no more. @default everything
   */
  readonly uses?: readonly string[]
}

/** A table of the package that records its applied steps, as a document promises; written by the runner. */
export interface HistoryTable {
  /** Without the schema. */
  readonly table: string
  /** The step that creates the table, as `<version>_<name>`. @default the first one */
  readonly since?: string
  /** Column to fact; columns left out keep their default. */
  readonly columns: { readonly [column: string]: 'version' | 'name' | 'checksum' | 'executionTimeMs' | 'appliedAt' }
}

/** Which columns of a table its fixtures set, and whose they are afterwards. */
export interface FixturePolicy {
  /** Without the schema. */
  readonly table: string
  /** Columns by which a row is recognised: those of `ON CONFLICT (…)`. */
  readonly key: readonly string[]
  /** The package's: set again each time the fixtures change. @default none */
  readonly owned?: readonly string[]
  /** Set when a row is new and the operator's from then on. @default none */
  readonly initial?: readonly string[]
}

/** An extension that the package's SQL makes use of. */
export interface ExtensionUse {
  readonly name: string
  /**
   * True where the package works without it: it is taken where it is and never created,
   * and what only exists with it carries `when` in the contract. @default false
   */
  readonly optional?: boolean
}

/** A statement run on a schedule. */
export interface Job {
  readonly name: string
  /** Five cron fields, UTC. */
  readonly schedule: string
  readonly sql: string
}

/** What the author of a schema package writes. */
export interface SchemaDefinition {
  /** Immutable identity; survives a renamed npm package. */
  readonly key: string
  /** The schema's name as the SQL files spell it. */
  readonly schema: string
  /** False for what exists once per database. @default true */
  readonly relocatable?: boolean
  readonly requires?: readonly Requirement[]
  /** Symbolic roles, as the SQL files spell them; the stack may bind them to other names. */
  readonly roles?: readonly string[]
  readonly history?: HistoryTable
  readonly jobs?: readonly Job[]
  /** One for each table that `fixtures/*.sql` writes to. */
  readonly fixtures?: readonly FixturePolicy[]
  readonly extensions?: readonly ExtensionUse[]
  /**
   * Tables that come and go while the package runs and are no part of its contract: names,
   * in which `*` stands for any characters.
   */
  readonly unmanaged?: readonly string[]
  /**
   * Tables that an operator may partition by range, and the column of time by which: that
   * one of them is partitioned, and that its keys end on that column, is no drift.
   */
  readonly partitionable?: Readonly<Record<string, string>>
  /** The oldest release whose programs may run on this schema. @default the first of its major version */
  readonly floor?: string
  /** `migrations` of `./generated/migrations.js`. */
  readonly migrations: CompiledMigrations
}

/** A schema package as stacks, runners and accessors see it. */
export interface SchemaPackage {
  readonly key: string
  readonly schema: string
  readonly relocatable: boolean
  readonly requires: readonly Requirement[]
  readonly roles: readonly string[]
  readonly history: HistoryTable | null
  readonly jobs: readonly Job[]
  readonly fixtures: readonly FixturePolicy[]
  readonly extensions: readonly ExtensionUse[]
  readonly unmanaged: readonly string[]
  readonly partitionable: Readonly<Record<string, string>>
  readonly floor: string
  readonly migrations: CompiledMigrations
  /** Where `defineSchema` was called: tells two installed copies apart. */
  readonly origin: string
}

/**
 * Declares a schema package.
 *
 * Checks the names only; steps were checked when they were compiled.
 *
 * @throws InvalidManifestError when a name is malformed or a requirement is stated twice.
 * @example
 * export const courses = defineSchema({ key: 'courses', schema: 'course_catalog', migrations })
 */
export function defineSchema(definition: SchemaDefinition): SchemaPackage {
  const { key, schema, requires = [], roles = [], history = null, jobs = [], migrations } = definition
  const { fixtures = [], extensions = [], unmanaged = [], partitionable = {} } = definition
  refuse(key, /^[a-z][a-z0-9-]*$/.test(key), `key \`${key}\``, 'lower-case letters, digits and hyphens')
  refuse(key, isSchemaName(schema), `schema \`${schema}\``, 'a name of [a-z_][a-z0-9_]*, at most 63 bytes')
  for (const role of roles) refuse(key, isSchemaName(role), `role \`${role}\``, 'a name of [a-z_][a-z0-9_]*')
  refuseTwice(
    key,
    'requirement',
    requires.map((requirement) => requirement.package.key),
  )
  refuseTwice(
    key,
    'job',
    jobs.map((job) => job.name),
  )
  refuseTwice(
    key,
    'fixture table',
    fixtures.map(({ table }) => table),
  )
  for (const policy of fixtures) refusePolicy(key, policy)
  refuseTwice(
    key,
    'extension',
    extensions.map(({ name }) => name),
  )
  return Object.freeze({
    key,
    schema,
    relocatable: definition.relocatable ?? true,
    requires,
    roles,
    history,
    jobs,
    fixtures,
    extensions,
    unmanaged,
    partitionable,
    floor: definition.floor ?? `${migrations.package.version.split('.')[0]}.0.0`,
    migrations,
    origin: callSite(),
  })
}

function refuse(key: string, valid: boolean, found: string, expected: string): void {
  if (!valid) throw new InvalidManifestError({ packageKey: key, found, expected })
}

function refuseTwice(key: string, what: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  refuse(key, twice === undefined, `${what} \`${twice}\` twice`, 'each once')
}

/** A column belongs to one party; without a key no row could be found again. */
function refusePolicy(key: string, { table, key: columns, owned = [], initial = [] }: FixturePolicy): void {
  refuse(key, columns.length > 0, `fixture table \`${table}\` without a key`, 'the columns of its ON CONFLICT')
  refuseTwice(key, `column of fixture table \`${table}\``, [...columns, ...owned, ...initial])
}

/** The file that called defineSchema, or an empty text where the engine does not tell. */
function callSite(): string {
  const frame = new Error().stack?.split('\n')[3] ?? ''
  const place = /\(?((?:file:\/\/)?\/[^)]*?|[A-Za-z]:\\[^)]*?):\d+:\d+\)?$/.exec(frame)
  return (place?.[1] ?? '').replace(/^file:\/\//, '')
}
