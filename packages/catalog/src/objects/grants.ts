import type { CatalogFacts, CatalogObject } from '@schemata/contract'

import type { GrantRow } from '../catalog-rows.js'
import { factsOf } from '../facts-of.js'
import type { Spelling } from '../spelling.js'
import { signatureOf } from './functions.js'

/**
 * Privileges, one object for each thing they are on.
 *
 * Functions and types are always there, since PUBLIC holds a privilege on them until
 * it is revoked. What PostgreSQL gives on the schema `public` by itself is left out.
 */
export function describeGrants(rows: readonly GrantRow[], schema: string, spelling: Spelling): CatalogObject[] {
  return rows.flatMap((row): CatalogObject[] => {
    const facts = grantFacts(row, row.kind === 'schema' && schema === 'public', spelling)
    const always = row.kind === 'function' || row.kind === 'type'
    return always || Object.keys(facts).length > 0 ? [{ kind: 'grant', name: nameOf(row, spelling), facts }] : []
  })
}

function nameOf({ kind, parent, name, types }: GrantRow, spelling: Spelling): string {
  if (name === null) return kind
  if (parent !== null) return `${kind} ${parent}.${name}`
  return `${kind} ${types === null ? name : signatureOf({ name, types }, spelling)}`
}

function grantFacts({ privileges }: GrantRow, isPublic: boolean, spelling: Spelling): CatalogFacts['grant'] {
  const byGrantee = new Map<string, Set<string>>()
  for (const { grantee, privilege, grantable } of privileges ?? []) {
    if (isPublic && (grantee === 'PUBLIC' || grantee === 'pg_database_owner')) continue
    const role = grantee === 'PUBLIC' ? grantee : spelling.role(grantee)
    const held = byGrantee.get(role) ?? new Set()
    byGrantee.set(role, held.add(grantable ? `${privilege}*` : privilege))
  }
  return factsOf<CatalogFacts['grant']>(
    Object.fromEntries([...byGrantee].map(([role, held]) => [role, [...held].sort()])),
  )
}
