import { type Instance, type Stack, type Step, stepId } from '@schemata/contract'

import { relocate } from '../relocate.js'
import type { Disagreement, DisagreementReason, LedgerSource } from './ledger-source.js'
import { type Claim, describeEntry, type MatchedLedger } from './match-entries.js'
import { sqlDigest } from './sql-digest.js'

/** What is there of a package, and what a ledger is asked about. */
export interface JudgeLedgerParameters {
  readonly instance: Instance
  /** The steps whose work is in the catalog. */
  readonly found: readonly Step[]
  readonly roles: Stack['roles']
}

/**
 * Says where a ledger and the catalog differ about a package, or undefined when the
 * ledger does not tell of it. Pure; the catalog's word counts.
 */
export function judgeLedger(matched: MatchedLedger, parameters: JudgeLedgerParameters): LedgerSource | undefined {
  const { instance, found } = parameters
  const { ledger } = matched
  const claims = matched.claims.filter((claim) => claim.instance === instance)
  if (claims.length === 0) return undefined
  const { steps } = instance.package.migrations
  const recorded = claimedSteps(claims, steps)
  return {
    tool: ledger.tool,
    table: `${ledger.schema}.${ledger.table}`,
    steps: steps.filter((step) => recorded.has(step)).map(stepId),
    disagreements: steps.flatMap((step) => {
      const claim = claims.find((candidate) => candidate.step === step)
      return disagreementsOn({ step, claim, recorded: recorded.has(step), there: found.includes(step) }, parameters)
    }),
  }
}

/** The steps that the claims say are applied; one that reaches takes in all that stand before it. */
export function claimedSteps(claims: readonly Claim[], steps: readonly Step[]): ReadonlySet<Step> {
  const claimed = new Set<Step>()
  for (const { step, entry, renamed } of claims) {
    if (renamed) continue
    if (entry.reaches) for (const earlier of steps.slice(0, steps.indexOf(step))) claimed.add(earlier)
    if (!entry.failed) claimed.add(step)
  }
  return claimed
}

interface Evidence {
  readonly step: Step
  readonly claim: Claim | undefined
  /** By this ledger. */
  readonly recorded: boolean
  /** In the catalog. */
  readonly there: boolean
}

function disagreementsOn(evidence: Evidence, parameters: JudgeLedgerParameters): readonly Disagreement[] {
  const { step, claim } = evidence
  return reasonsOf(evidence, parameters).map((reason) => ({
    reason,
    step: stepId(step),
    entry: claim ? describeEntry(claim.entry) : null,
    message: SENTENCES[reason](evidence),
  }))
}

function reasonsOf(evidence: Evidence, parameters: JudgeLedgerParameters): readonly DisagreementReason[] {
  const { claim, recorded, there } = evidence
  if (claim?.renamed && !recorded) return ['name_differs']
  if (claim?.entry.failed) return ['failed']
  if (recorded && !there) return ['objects_missing']
  if (!recorded) return there ? ['not_recorded'] : []
  return claim && hasOtherSql(claim, parameters.roles) ? ['sql_differs'] : []
}

function hasOtherSql({ entry, instance, step }: Claim, roles: Stack['roles']): boolean {
  if (entry.sqlDigest === null) return false
  return entry.sqlDigest !== sqlDigest(relocate(step.up, { schemas: instance.schemas, roles }).sql)
}

const SENTENCES: { readonly [reason in DisagreementReason]: (evidence: Evidence) => string } = {
  objects_missing: ({ step }) =>
    `${stepId(step)} is recorded as applied, but its work is not in the catalog: the record is not believed.`,
  not_recorded: ({ step }) => `${stepId(step)} is not recorded, but its work is in the catalog: it counts as applied.`,
  failed: ({ step, there }) =>
    there
      ? `${stepId(step)} is recorded as failed, but its work is in the catalog: it counts as applied.`
      : `${stepId(step)} is recorded as failed, and its work is not in the catalog.`,
  name_differs: ({ step, claim }) =>
    `Version ${step.version} is recorded as \`${claim?.entry.name}\`, the package's is \`${step.name}\`: the record is not counted.`,
  sql_differs: ({ step }) =>
    `${stepId(step)} is recorded with other SQL than the package holds; the catalog is what it makes.`,
}
