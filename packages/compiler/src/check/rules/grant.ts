import type { CatalogFacts } from '@schemata/contract'

import type { Verdict } from '../rules.js'

type Grants = CatalogFacts['grant']

/** What a grantee lost is major, what it got is minor; one sentence a grantee. */
export function judgeGrants(before: Grants, after: Grants): Verdict[] {
  const grantees = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return grantees.flatMap((grantee) => judgeGrantee(grantee, before[grantee] ?? [], after[grantee] ?? []))
}

function judgeGrantee(grantee: string, before: readonly string[], after: readonly string[]): Verdict[] {
  const lost = beyond(before, after)
  const got = beyond(after, before)
  return [
    ...(lost.length > 0 ? [{ bump: 'major' as const, because: `to \`${grantee}\` lost ${lost.join(', ')}` }] : []),
    ...(got.length > 0 ? [{ bump: 'minor' as const, because: `to \`${grantee}\` hold ${got.join(', ')} too` }] : []),
  ]
}

/** What may be passed on (`SELECT*`) is also held. */
function beyond(some: readonly string[], others: readonly string[]): string[] {
  return some.filter((privilege) => !others.includes(privilege) && !others.includes(`${privilege}*`))
}
