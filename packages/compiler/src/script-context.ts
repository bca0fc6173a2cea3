import type { Place } from '@schemata/contract'

import type { BuildError } from './errors/build-error.js'

/** Names that the package's own steps create, without the schema. */
export interface OwnedNames {
  readonly relations: ReadonlySet<string>
  readonly functions: ReadonlySet<string>
  readonly types: ReadonlySet<string>
}

/** What must be known about a package to judge one of its files. */
export interface ScriptContext {
  readonly packageKey: string
  /** Relative to the package, with forward slashes. */
  readonly file: string
  readonly schema: string
  /** False for a package that keeps its name: its own name may then stand anywhere. */
  readonly relocatable: boolean
  /** Schema names of the packages it requires, as its SQL spells them. */
  readonly requiredSchemas: readonly string[]
  readonly roles: readonly string[]
  readonly owned: OwnedNames
}

/** A context for one file, with the means to report what is wrong in it. */
export interface Inspection extends ScriptContext {
  /** `offset` is UTF-16. */
  place(offset: number): Place
  report(problem: BuildError): void
}

export const OWNS_NOTHING: OwnedNames = { relations: new Set(), functions: new Set(), types: new Set() }
