import { compareContracts, type Difference } from '@schemata/catalog'
import type { CatalogContract, CatalogObjectKind } from '@schemata/contract'
import { loadModule } from 'libpg-query'

import { type Bump, greatestBump } from './bump.js'
import { indexContract } from './contract-index.js'
import { COLUMN } from './rules/column.js'
import { CONSTRAINT } from './rules/constraint.js'
import { FUNCTION } from './rules/function.js'
import { judgeGrants } from './rules/grant.js'
import { POLICY } from './rules/policy.js'
import { INDEX } from './rules/relation-index.js'
import { SEQUENCE } from './rules/sequence.js'
import { TABLE } from './rules/table.js'
import { RULE, TRIGGER } from './rules/trigger.js'
import { TYPE } from './rules/type.js'
import { VIEW } from './rules/view.js'
import { became, type Contracts, type FactRule, type Rules, type Verdict } from './rules.js'

/** One thing that a release changes for those who use the schema. */
export interface BumpReason {
  readonly bump: Bump
  readonly kind: CatalogObjectKind | 'schema'
  /** The object's name, as in the contract. */
  readonly object: string
  /** A sentence, the object included. */
  readonly reason: string
}

export interface RequiredBump {
  /** The smallest that is honest. */
  readonly bump: Bump
  /** Gravest first, then by kind and name. */
  readonly reasons: readonly BumpReason[]
}

/**
 * Says how much a release changes, from the contract of the last one and the present one.
 *
 * What makes something fail that went through before is major: removing, renaming,
 * retyping, tightening. What nobody can have used yet is minor. What is not promised
 * (indexes, comments, function bodies, storage, how a view gets its columns) is a patch.
 * What cannot be proved harmless, such as another CHECK expression, counts as major.
 *
 * @example
 * const { bump, reasons } = await requiredBump(released, present)
 * // 'major', ['Column `orders.total` was removed.']
 */
export async function requiredBump(released: CatalogContract, present: CatalogContract): Promise<RequiredBump> {
  if (released.schema !== present.schema) return renamedSchema(released.schema, present.schema)
  // Lists in CHECK expressions are read with PostgreSQL's grammar.
  await loadModule()
  const contracts = { released: indexContract(released), present: indexContract(present) }
  const differences = compareContracts(unconditional(released), unconditional(present))
  const judged = [...differences.flatMap((difference) => judge(difference, contracts)), ...judgeConditions(contracts)]
  const reasons = [...new Map(judged.map((reason) => [reason.reason, reason])).values()]
  const bump = greatestBump(reasons.map((reason) => reason.bump))
  return {
    bump,
    reasons: (['major', 'minor', 'patch'] as const).flatMap((each) => reasons.filter((r) => r.bump === each)),
  }
}

const RULES: { readonly [Kind in Exclude<CatalogObjectKind, 'grant'>]: Rules<Kind> } = {
  table: TABLE,
  column: COLUMN,
  constraint: CONSTRAINT,
  index: INDEX,
  view: VIEW,
  sequence: SEQUENCE,
  function: FUNCTION,
  trigger: TRIGGER,
  rule: RULE,
  policy: POLICY,
  type: TYPE,
}

function renamedSchema(from: string, to: string): RequiredBump {
  const reason = `Schema \`${from}\` is \`${to}\` now: every object has another name.`
  return { bump: 'major', reasons: [{ bump: 'major', kind: 'schema', object: to, reason }] }
}

function judge({ kind, object, fact }: Difference, contracts: Contracts): BumpReason[] {
  const verdicts = kind === 'grant' ? judgeGrant(object, fact, contracts) : judgeObject(kind, object, fact, contracts)
  return verdicts.map(({ bump, because }) => reasonOf(kind, object, bump, because))
}

function judgeGrant(object: string, grantee: string | undefined, { released, present }: Contracts): Verdict[] {
  const [before, after] = [released.find('grant', object)?.facts ?? {}, present.find('grant', object)?.facts ?? {}]
  if (grantee === undefined) return judgeGrants(before, after)
  return judgeGrants({ [grantee]: before[grantee] ?? [] }, { [grantee]: after[grantee] ?? [] })
}

function judgeObject<Kind extends Exclude<CatalogObjectKind, 'grant'>>(
  kind: Kind,
  name: string,
  fact: string | undefined,
  contracts: Contracts,
): Verdict[] {
  const rules: Rules<Kind> = RULES[kind]
  const [before, after] = [contracts.released.find(kind, name), contracts.present.find(kind, name)]
  if (before && after && fact !== undefined) {
    const [old, now] = [before.facts, after.facts].map(
      (facts) => Object.entries(facts).find(([key]) => key === fact)?.[1],
    )
    if (fact === 'comment') return [{ bump: 'patch', because: 'has another comment' }]
    const rule = new Map<string, FactRule<Kind>>(Object.entries(rules.facts)).get(fact) ?? 'major'
    return [
      typeof rule === 'string'
        ? { bump: rule, because: became(fact, old, now) }
        : rule({ before, after, ...contracts }),
    ]
  }
  if (before && !after) return [rules.removed(before, contracts)]
  return after ? [rules.added(after, contracts)] : []
}

/** The condition under which an object exists is compared by itself. */
function unconditional(contract: CatalogContract): CatalogContract {
  return { ...contract, objects: contract.objects.map(({ when: _, ...object }) => object) }
}

function judgeConditions({ released, present }: Contracts): BumpReason[] {
  return present.objects.flatMap(({ kind, name, when }) => {
    const before = released.find(kind, name)
    if (!before || before.when === when) return []
    if (when === undefined) return [reasonOf(kind, name, 'minor', `is there always, was only with ${before.when}`)]
    return [reasonOf(kind, name, 'major', `is there only with ${when}`)]
  })
}

function reasonOf(kind: CatalogObjectKind, object: string, bump: Bump, because: string): BumpReason {
  const subject = kind === 'grant' ? 'Grants on' : kind.charAt(0).toUpperCase() + kind.slice(1)
  return { bump, kind, object, reason: `${subject} \`${object}\` ${because}.` }
}
