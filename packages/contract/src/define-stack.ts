import type { SchemaPackage } from './define-schema.js'
import { DuplicatePackageError, InvalidStackError } from './errors.js'
import { isSchemaName, nearestName } from './names.js'

/** One more install of a package, under a name of its own. */
export interface Install {
  readonly package: SchemaPackage
  readonly schema: string
  /** Which install of a required package this one refers to, by package key; needed only where there are several. */
  readonly requires?: { readonly [packageKey: string]: string }
}

export interface StackDefinition {
  /** The packages of one application, in any order; a package given plainly is installed under its own schema name. */
  readonly packages: readonly (SchemaPackage | Install)[]
  /** Other schema names, by package key. */
  readonly schemas?: { readonly [packageKey: string]: string }
  /** Keys of packages that the host brings: nothing is installed, what they promise must be there. */
  readonly provided?: readonly string[]
  /** Names for symbolic roles. @default their own */
  readonly roles?: { readonly [role: string]: string }
}

/** One package in one schema. */
export interface Instance {
  readonly package: SchemaPackage
  readonly schema: string
  readonly provided: boolean
  /** The schema names that its SQL may mention, each with the name it has in this stack. */
  readonly schemas: { readonly [literal: string]: string }
}

/** What one application's database is to hold. */
export interface Stack {
  readonly instances: readonly Instance[]
  readonly roles: { readonly [role: string]: string }
}

/**
 * Composes schema packages into what one database is to hold.
 *
 * Whether requirements are met is decided when the stack is planned, against the
 * database; here only what can never be right is refused.
 *
 * @throws InvalidStackError for an unknown key, a malformed name or a schema claimed twice.
 * @throws DuplicatePackageError when two copies of one package were loaded.
 * @example
 * export default defineStack({ packages: [auth, courses, courseOutbox], provided: ['auth'] })
 */
export function defineStack({ packages, schemas = {}, provided = [], roles = {} }: StackDefinition): Stack {
  const installs = packages.map((entry) => toInstall(entry, schemas))
  const keys = [...new Set(installs.map((install) => install.package.key))]
  refuseUnknown('schemas', Object.keys(schemas), keys)
  refuseUnknown('provided', provided, keys)
  refuseCopies(installs)
  refuseNames(installs, roles)
  refuseSharedSchemas(installs, provided)
  return Object.freeze({
    instances: installs.map((install) => ({
      package: install.package,
      schema: install.schema,
      provided: provided.includes(install.package.key),
      schemas: literalSchemas(install, installs),
    })),
    roles,
  })
}

function toInstall(entry: SchemaPackage | Install, schemas: { readonly [key: string]: string }): Install {
  return 'package' in entry ? entry : { package: entry, schema: schemas[entry.key] ?? entry.schema }
}

function refuseUnknown(option: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((key) => !known.includes(key))
  if (unknown === undefined) return
  const nearest = nearestName(unknown, known)
  throw new InvalidStackError({
    found: `\`${unknown}\` in \`${option}\``,
    expected: `the key of a package of the stack (${known.join(', ') || 'there is none'})`,
    hint: nearest ? `Did you mean \`${nearest}\`?` : 'Add the package to `packages`, or remove the entry.',
  })
}

function refuseCopies(installs: readonly Install[]): void {
  for (const { package: one } of installs) {
    const other = installs.find((install) => install.package.key === one.key && install.package !== one)?.package
    if (!other) continue
    throw new DuplicatePackageError({
      packageKey: one.key,
      npmName: one.migrations.package.name,
      origins: [describe(one), describe(other)],
    })
  }
}

function describe({ migrations, origin }: SchemaPackage): string {
  return `${migrations.package.name}@${migrations.package.version} (${origin || 'unknown file'})`
}

function refuseNames(installs: readonly Install[], roles: { readonly [role: string]: string }): void {
  const names = [...installs.map((install) => install.schema), ...Object.values(roles)]
  const malformed = names.find((name) => !isSchemaName(name))
  if (malformed !== undefined) {
    throw new InvalidStackError({
      found: `the name \`${malformed}\``,
      expected: '[a-z_][a-z0-9_]*, at most 63 bytes',
      hint: 'Names stand unquoted in SQL, so capitals and other characters are not possible.',
    })
  }
  const moved = installs.find((install) => !install.package.relocatable && install.schema !== install.package.schema)
  if (moved) {
    throw new InvalidStackError({
      found: `\`${moved.package.key}\` in schema \`${moved.schema}\``,
      expected: `schema \`${moved.package.schema}\``,
      hint: 'This package exists once per database and cannot be given another name.',
    })
  }
}

/** Two packages may share `public` on purpose; the same package twice in one schema never works. */
function refuseSharedSchemas(installs: readonly Install[], provided: readonly string[]): void {
  const claimed = new Map<string, string>()
  for (const {
    package: { key },
    schema,
  } of installs) {
    if (provided.includes(key)) continue
    const holder = claimed.get(schema)
    if (holder !== undefined && (schema !== 'public' || holder === key)) {
      throw new InvalidStackError({
        found: `\`${holder}\` and \`${key}\` both in schema \`${schema}\``,
        expected: 'a schema for each',
        hint: 'Give one of them another name in `schemas`.',
      })
    }
    claimed.set(schema, key)
  }
}

function literalSchemas(install: Install, installs: readonly Install[]): { readonly [literal: string]: string } {
  const literals: Record<string, string> = { [install.package.schema]: install.schema }
  for (const { package: required } of install.package.requires) {
    const chosen = install.requires?.[required.key]
    const candidates = installs.filter((candidate) => candidate.package.key === required.key)
    if (chosen === undefined && candidates.length > 1) {
      throw new InvalidStackError({
        found: `${candidates.length} installs of \`${required.key}\`, which \`${install.package.key}\` requires`,
        expected: 'to be told which one it refers to',
        hint: `Write \`{ package, schema, requires: { '${required.key}': '<schema>' } }\`.`,
      })
    }
    literals[required.schema] = chosen ?? candidates[0]?.schema ?? required.schema
  }
  return literals
}
