/** How much a release changes for those who use the schema; none for a release that changes nothing. */
export type Bump = 'none' | 'patch' | 'minor' | 'major'

const BUMPS: readonly Bump[] = ['none', 'patch', 'minor', 'major']

/** The greatest of them; none where there is none. */
export function greatestBump(bumps: Iterable<Bump>): Bump {
  const found = new Set(bumps)
  return BUMPS.findLast((bump) => found.has(bump)) ?? 'none'
}

/** True when a release that says `claimed` may hold a change that needs `needed`. */
export function isEnough(claimed: Bump, needed: Bump): boolean {
  return BUMPS.indexOf(claimed) >= BUMPS.indexOf(needed)
}
