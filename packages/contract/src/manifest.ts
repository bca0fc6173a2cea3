import type { CatalogContract } from './catalog-contract.js'

/** A part of a text: UTF-16 offsets, the end not included. */
export interface Range {
  readonly start: number
  readonly end: number
}

/**
 * A name in the SQL that a stack may change: a schema's (the package's own, or that
 * of one it requires) or a symbolic role's.
 */
export interface Site {
  /** UTF-16 offset of the first character of the name. */
  readonly at: number
  readonly kind: 'schema' | 'role'
  /** The name as it stands there. */
  readonly name: string
}

/** One SQL text with all that was found out about it when the package was built. */
export interface Script {
  /** Canonical text: no byte order mark, LF line ends, one final newline. */
  readonly sql: string
  /** SHA-256 of the canonical UTF-8 bytes, lower-case hex. */
  readonly digest: string
  /** UTF-16 offset of each statement's first token, in order. */
  readonly statements: readonly number[]
  /** Ascending by `at`. */
  readonly sites: readonly Site[]
}

export interface UpScript extends Script {
  /** `CREATE SCHEMA IF NOT EXISTS` of the package's own schema; left out where the schema is there. */
  readonly createSchema: Range | null
  /** The word CONCURRENTLY, each time it can be left out inside a fresh install. */
  readonly concurrently: readonly Range[]
}

/** Data that a down script destroys. */
export interface Destruction {
  /** 'DROP TABLE', 'DROP COLUMN', 'TRUNCATE', 'DELETE'. */
  readonly statement: string
  /** Schema-qualified, as written in the file. */
  readonly relation: string
  readonly column?: string
}

export interface DownScript extends Script {
  /** `DROP SCHEMA` of the package's own schema; left out where the schema was there before. */
  readonly dropSchema: Range | null
  readonly destroys: readonly Destruction[]
}

/** `package` is the key of another package, null for the package itself. */
export interface StepReference {
  readonly package: string | null
  /** `<version>_<name>` */
  readonly step: string
}

/**
 * What a statement outside a transaction leaves behind, to be looked for after a crash.
 * Names are as written in the file; `schema` is a site's name like any other.
 */
export type Probe =
  | {
      readonly kind: 'create index'
      readonly schema: string
      readonly index: string
      readonly table: string
      readonly unique: boolean
    }
  | { readonly kind: 'drop index'; readonly schema: string; readonly index: string }
  /** Doing it twice does no harm: VACUUM, REINDEX, ALTER SYSTEM and the like. */
  | { readonly kind: 'repeatable' }

/** One migration. Its identity is `<version>_<name>`; ids are opaque and never sorted. */
export interface Step {
  readonly version: string
  readonly name: string
  /** Relative to the package, with forward slashes. */
  readonly file: string
  readonly downFile: string | null
  readonly up: UpScript
  /** Null when the step says why it cannot be undone. */
  readonly down: DownScript | null
  readonly irreversible: string | null
  /** May be applied after steps that stand behind it in ORDER. */
  readonly independent: boolean
  /** `none`: a single statement that PostgreSQL refuses inside a transaction. */
  readonly mode: 'transaction' | 'none'
  /** Set where the mode is `none` and a crash can be recovered from without a person. */
  readonly probe: Probe | null
  readonly requires: readonly StepReference[]
  /** The document's file that this step stands for. */
  readonly realises: string | null
}

/** Reference rows as upserts, applied again whenever their digest changes. */
export interface Fixture {
  readonly name: string
  readonly file: string
  readonly script: Script
}

/** What `schemata build` writes: everything the runner needs, with no file left to read. */
export interface CompiledMigrations {
  readonly format: 1
  readonly package: { readonly name: string; readonly version: string }
  /** In the order of `migrations/ORDER`. */
  readonly steps: readonly Step[]
  readonly fixtures: readonly Fixture[]
  /** What the package's schema looks like after its last step; null until `schemata contract` has run. */
  readonly contract: CatalogContract | null
}

/** `<version>_<name>`: how a step is called in ORDER, in heads and in messages. */
export function stepId({ version, name }: { version: string; name: string }): string {
  return `${version}_${name}`
}
