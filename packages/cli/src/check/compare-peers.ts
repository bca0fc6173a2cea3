import type { Bump } from '@schemata/compiler'
import { subset, validRange } from 'semver'

/** What a release changes for those who install it. */
export interface PeerReason {
  readonly bump: Bump
  readonly kind: 'peer'
  readonly object: string
  readonly reason: string
}

type Peers = Readonly<Record<string, string>>

/**
 * Compares what two releases want to stand beside. A range that lets fewer versions in is
 * major, one that lets more in is minor. Ranges of the workspace (`workspace:^`) are
 * written when a package is packed and say nothing here.
 */
export function comparePeers(released: Peers, present: Peers): readonly PeerReason[] {
  const names = [...new Set([...Object.keys(released), ...Object.keys(present)])].sort()
  return names.flatMap((name) => {
    const [before, after] = [released[name], present[name]]
    const verdict = judge(before, after)
    return verdict
      ? [{ ...verdict, kind: 'peer' as const, object: name, reason: `Peer \`${name}\` ${verdict.reason}.` }]
      : []
  })
}

function judge(before: string | undefined, after: string | undefined): { bump: Bump; reason: string } | undefined {
  if (before === after) return undefined
  if (before === undefined) return { bump: 'major', reason: `is wanted now: ${after}` }
  if (after === undefined) return { bump: 'minor', reason: 'is not wanted any more' }
  if (!validRange(before) || !validRange(after)) return undefined
  const change = `${after}, was ${before}`
  if (subset(before, after))
    return subset(after, before) ? undefined : { bump: 'minor', reason: `may be more: ${change}` }
  return { bump: 'major', reason: `may be less: ${change}` }
}
