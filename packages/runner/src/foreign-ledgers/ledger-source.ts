import type { LedgerTool } from './foreign-ledger.js'

/**
 * Why a ledger and the catalog do not say the same of a step.
 *
 * - `objects_missing`: recorded as applied, but its work is not in the catalog; not believed
 * - `not_recorded`: its work is in the catalog, the ledger does not name it; taken
 * - `failed`: the ledger says that it failed; the catalog decides
 * - `name_differs`: recorded under the step's version with another name; not counted
 * - `sql_differs`: recorded with other SQL than the package holds; the catalog decides
 */
export type DisagreementReason = 'objects_missing' | 'not_recorded' | 'failed' | 'name_differs' | 'sql_differs'

/** One step on which a ledger and the catalog differ. */
export interface Disagreement {
  readonly reason: DisagreementReason
  /** `<version>_<name>` of the package's step. */
  readonly step: string
  /** What the ledger calls it; null where it has no entry. */
  readonly entry: string | null
  /** A sentence with what was found and what counts. */
  readonly message: string
}

/** What another tool's ledger says of one package. */
export interface LedgerSource {
  readonly tool: LedgerTool
  /** `<schema>.<table>` */
  readonly table: string
  /** The steps it records as applied, in ORDER. */
  readonly steps: readonly string[]
  /** Empty when it says the same as the catalog. */
  readonly disagreements: readonly Disagreement[]
}

/** A ledger that was found, whatever package it tells of. */
export interface FoundLedger {
  readonly tool: LedgerTool
  /** `<schema>.<table>` */
  readonly table: string
  /** False when the connected role may not read it. */
  readonly readable: boolean
  /** How many entries it has. */
  readonly entries: number
  /** Entries that tell of no step of the stack: the application's own, as a rule. */
  readonly unmatched: readonly string[]
  /** Entries that fit steps of several packages; they count for none. */
  readonly ambiguous: readonly string[]
}
