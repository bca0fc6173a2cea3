import type { CatalogFact, CatalogFacts, CatalogObjectKind, CatalogObjectOf } from '@schemata/contract'

import type { Bump } from './bump.js'
import type { ContractIndex } from './contract-index.js'

/** What one change needs, and why, as the end of a sentence that begins with the object. */
export interface Verdict {
  readonly bump: Bump
  readonly because: string
}

/** The contracts around a change. */
export interface Contracts {
  readonly released: ContractIndex
  readonly present: ContractIndex
}

/** An object that both contracts have, and that differs. */
export interface Change<Kind extends CatalogObjectKind> extends Contracts {
  readonly before: CatalogObjectOf<Kind>
  readonly after: CatalogObjectOf<Kind>
}

/** Judges a fact that differs; a bare bump where any difference of it weighs the same. */
export type FactRule<Kind extends CatalogObjectKind> = Bump | ((change: Change<Kind>) => Verdict)

/** What changes of one kind of object need. Comments never need more than a patch. */
export interface Rules<Kind extends CatalogObjectKind> {
  readonly removed: (object: CatalogObjectOf<Kind>, contracts: Contracts) => Verdict
  readonly added: (object: CatalogObjectOf<Kind>, contracts: Contracts) => Verdict
  readonly facts: { readonly [Fact in Exclude<keyof CatalogFacts[Kind], 'comment'>]-?: FactRule<Kind> }
}

/** What is gone for those who used it. */
export function gone(): Verdict {
  return { bump: 'major', because: 'was removed' }
}

/** What nobody can have used. */
export function isNew(): Verdict {
  return { bump: 'minor', because: 'is new' }
}

/** A sentence's end for a fact that differs. */
export function became(fact: string, before: CatalogFact | undefined, after: CatalogFact | undefined): string {
  if (before === undefined) return `has ${fact} now: ${say(after)}`
  if (after === undefined) return `lost ${fact}, which was ${say(before)}`
  return `has another ${fact}: ${say(after)}, was ${say(before)}`
}

function say(fact: CatalogFact | undefined): string {
  if (typeof fact === 'string') return `\`${fact}\``
  if (Array.isArray(fact) && fact.every((part) => typeof part === 'string')) return `\`${fact.join(', ')}\``
  return `\`${JSON.stringify(fact)}\``
}
