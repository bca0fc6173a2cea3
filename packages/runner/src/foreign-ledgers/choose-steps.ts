import type { Instance } from '@schemata/contract'

import type { StepMatch } from '../match-steps.js'
import { claimedSteps } from './judge-ledger.js'
import type { MatchedLedger } from './match-entries.js'

/**
 * Lets ledgers decide about steps that leave no trace in the catalog, such as those that
 * only change rows: the catalog matches exactly with them and without. Where ledgers
 * disagree or say nothing, such a step counts as applied. Pure.
 */
export function chooseSteps<T extends Pick<StepMatch, 'steps' | 'matches' | 'alike'>>(
  match: T,
  instance: Instance,
  ledgers: readonly MatchedLedger[],
): T {
  if (!match.matches || match.alike.length < 2) return match
  const { steps } = instance.package.migrations
  const votes = new Set(recordedInARow(ledgers, instance))
  const [vote] = votes
  if (votes.size !== 1 || vote === undefined || !match.alike.includes(vote)) return match
  return { ...match, steps: steps.slice(0, vote) }
}

/** How many steps from the first one on each ledger records that tells of the package. */
export function recordedInARow(ledgers: readonly MatchedLedger[], instance: Instance): readonly number[] {
  const { steps } = instance.package.migrations
  return ledgers.flatMap(({ claims }) => {
    const ours = claims.filter((claim) => claim.instance === instance)
    if (ours.length === 0) return []
    const recorded = claimedSteps(ours, steps)
    const gap = steps.findIndex((step) => !recorded.has(step))
    return [gap < 0 ? steps.length : gap]
  })
}
