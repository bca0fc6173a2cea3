import type { SchemaPackage } from '@schemata/contract'

import type { ConformanceFacts } from './conformance-facts.js'

/** One thing that does not keep a rule. */
export interface Offender {
  /** What it is called in an exception: a constraint, a function with its argument types, a file. */
  readonly object: string
  /** What is wrong with it, as the rest of a sentence that begins with the object. */
  readonly fault: string
}

/** One thing that every schema package has to keep. */
export interface Rule {
  /** By which an exception names it. */
  readonly name: RuleName
  /** A claim, and the title of the test. */
  readonly title: string
  /** What to do about the offenders. */
  readonly remedy: string
  /** False for packages of which it cannot be asked; then there is no test. */
  readonly appliesTo?: (schemaPackage: SchemaPackage) => boolean
  /** Why it cannot be checked yet; undefined when it can be. */
  readonly skipped?: (facts: ConformanceFacts) => string | undefined
  /** Every offender at once, in a stable order. */
  readonly check: (facts: ConformanceFacts) => readonly Offender[] | Promise<readonly Offender[]>
}

export type RuleName =
  | 'comments'
  | 'committed-contract'
  | 'definer-functions'
  | 'down-and-up'
  | 'enums'
  | 'foreign-keys'
  | 'in-public'
  | 'manifest'
  | 'named-constraints'
  | 'names'
  | 'operations'
  | 'own-schema'
  | 'packed-files'
  | 'peers'
  | 'search-paths'
  | 'second-apply'
  | 'step-by-step'
  | 'two-names'
  | 'validity'
