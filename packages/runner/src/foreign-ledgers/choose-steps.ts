import type { Instance, Step } from '@schemata/contract'

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
  const votes = new Set(ledgers.flatMap(({ claims }) => recordedInARow(claims, instance)))
  const [vote] = votes
  if (votes.size !== 1 || vote === undefined || !match.alike.includes(vote)) return match
  return { ...match, steps: steps.slice(0, vote) }
}

/** How many steps from the first one on a ledger records; nothing when it does not tell of the package. */
function recordedInARow(claims: MatchedLedger['claims'], instance: Instance): readonly number[] {
  const ours = claims.filter((claim) => claim.instance === instance)
  if (ours.length === 0) return []
  const { steps } = instance.package.migrations
  const recorded = claimedSteps(ours, steps)
  const gap = steps.findIndex((step: Step) => !recorded.has(step))
  return [gap < 0 ? steps.length : gap]
}
