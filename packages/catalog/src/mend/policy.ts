import type { CatalogContract } from '@schemata/contract'

import type { Difference } from '../difference.js'
import { bareName, qualified, written } from './names.js'
import type { ObjectOf } from './object-of.js'

/** One that differs is made anew. */
export function mendPolicy({ fact }: Difference, policy: ObjectOf<'policy'>, contract: CatalogContract): string {
  const { command, restrictive, roles, using, check } = policy.facts
  const on = `${written(bareName(policy))} ON ${qualified(policy.parent ?? '', contract)}`
  const parts = [
    `CREATE POLICY ${on}`,
    restrictive && 'AS RESTRICTIVE',
    `FOR ${command.toUpperCase()}`,
    `TO ${roles.map((role) => (role === 'PUBLIC' ? role : written(role))).join(', ')}`,
    using && `USING (${using})`,
    check && `WITH CHECK (${check})`,
  ]
  const create = `${parts.filter(Boolean).join(' ')};`
  return fact === undefined ? create : `DROP POLICY ${on};\n${create}`
}
