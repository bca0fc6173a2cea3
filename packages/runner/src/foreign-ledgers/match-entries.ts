import type { Instance, Stack, Step } from '@schemata/contract'

import { exportedName } from '../export-supabase/exported-name.js'
import type { ForeignEntry, ForeignLedger } from './foreign-ledger.js'

/** An entry that tells of a step of a package. */
export interface Claim {
  readonly instance: Instance
  readonly step: Step
  readonly entry: ForeignEntry
  /** False when only a short version such as `001` fits, which other packages use too. */
  readonly certain: boolean
  /** True when the version fits and the name is another one. */
  readonly renamed: boolean
}

/** What one ledger's entries tell of the stack. */
export interface MatchedLedger {
  readonly ledger: ForeignLedger
  readonly claims: readonly Claim[]
  /** Entries that fit no step of the stack, as the tool calls them. */
  readonly unmatched: readonly string[]
  /** Entries that fit steps of several packages, and say nothing therefore. */
  readonly ambiguous: readonly string[]
}

/**
 * Finds the steps that a ledger's entries tell of, by version and name. Pure.
 *
 * An entry tells of one package at most. Short versions are everybody's: they count in a
 * table inside the package's own schema, or where only one package of the stack has them.
 */
export function matchEntries(ledger: ForeignLedger, stack: Stack): MatchedLedger {
  const instances = stack.instances.filter(({ provided }) => !provided)
  const claims: Claim[] = []
  const unmatched: string[] = []
  const ambiguous: string[] = []
  for (const entry of ledger.entries) {
    const fitting = strongest(instances.flatMap((instance) => findClaim(entry, ledger, instance) ?? []))
    if (fitting.length === 1) claims.push(...fitting)
    else if (fitting.length === 0) unmatched.push(describeEntry(entry))
    else ambiguous.push(describeEntry(entry))
  }
  return { ledger, claims, unmatched, ambiguous }
}

/** How a tool's own listing would call the entry. */
export function describeEntry({ version, name }: ForeignEntry): string {
  return [version, name].filter((part) => part !== null && part !== '').join('_')
}

/** A name that fits beats a version alone, and that beats a version under another name. */
function strongest(claims: readonly Claim[]): readonly Claim[] {
  const ranks = [
    (claim: Claim) => claim.certain && !claim.renamed,
    (claim: Claim) => !claim.renamed,
    (claim: Claim) => claim.certain,
  ]
  for (const rank of ranks) {
    const fitting = claims.filter(rank)
    if (fitting.length > 0) return fitting
  }
  return []
}

function findClaim(entry: ForeignEntry, ledger: ForeignLedger, instance: Instance): Claim | undefined {
  const { steps } = instance.package.migrations
  const byName = steps.find((step) => isNamed(entry, step, instance))
  if (byName) return { instance, step: byName, entry, certain: true, renamed: false }
  const step = steps.find(({ version }) => entry.version !== null && isSameVersion(entry.version, version))
  if (!step) return undefined
  const certain = ledger.schema === instance.schema || isTimestamp(step.version)
  const renamed = entry.name !== null && letters(entry.name) !== ''
  return { instance, step, entry, certain, renamed }
}

/** The step's own version and name, or its whole id (or exported name) under a version that the tool gave. */
function isNamed({ version, name }: ForeignEntry, step: Step, instance: Instance): boolean {
  if (name === null) return false
  const given = letters(name)
  if (version !== null && isSameVersion(version, step.version) && given === letters(step.name)) return true
  return given === letters(`${step.version}${step.name}`) || given === letters(exportedName(instance, step))
}

/** Tools that keep versions as numbers lose leading zeros. */
function isSameVersion(found: string, expected: string): boolean {
  const isNumber = /^\d+$/.test(found) && /^\d+$/.test(expected)
  return found === expected || (isNumber && BigInt(found) === BigInt(expected))
}

/** Long enough that two packages do not have it by chance: a date or more. */
function isTimestamp(version: string): boolean {
  return /^\d{8,}$/.test(version)
}

/** Flyway turns underscores to blanks, others allow hyphens: only letters and digits tell names apart. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
