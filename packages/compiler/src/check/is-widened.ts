import { isCompatibleType } from '@schemata/catalog'

/** True when the new type holds every value of the old one and accessors read it the same. */
export function isWidened(before: string, after: string): boolean {
  // Both are numbers to a program; bigint is a string.
  if (before === 'smallint' && after === 'integer') return true
  return isCompatibleType(before, after)
}
