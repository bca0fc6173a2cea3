import type { CatalogContract } from '@schemata/contract'

import type { Difference } from '../difference.js'
import { bareName, qualified, written } from './names.js'
import type { ObjectOf } from './object-of.js'

/** A key, check or exclusion that differs is not touched: others may stand on it. */
export function mendConstraint(
  { fact }: Difference,
  constraint: ObjectOf<'constraint'>,
  contract: CatalogContract,
): string | null {
  const { definition, deferrable, validated, type } = constraint.facts
  const alter = `ALTER TABLE ${qualified(constraint.parent ?? '', contract)}`
  const name = written(bareName(constraint))
  if (fact === 'validated') return validated === false ? null : `${alter} VALIDATE CONSTRAINT ${name};`
  const deferral = deferrable === undefined ? '' : ` DEFERRABLE ${deferrable.toUpperCase()}`
  if (fact === 'deferrable' && type === 'foreign key') {
    return `${alter} ALTER CONSTRAINT ${name}${deferral || ' NOT DEFERRABLE'};`
  }
  if (fact !== undefined) return null
  const isScanned = type === 'foreign key' || type === 'check'
  const add = `${alter} ADD CONSTRAINT ${name} ${definition}${deferral}${isScanned ? ' NOT VALID' : ''};`
  // Added first and validated after, so that the table is not locked while it is scanned.
  return isScanned && validated !== false ? `${add}\n${alter} VALIDATE CONSTRAINT ${name};` : add
}
