import type { Renaming } from './rename-own-schema.js'

/**
 * Makes renamings that are meant at once into ones that can be done one after another:
 * a schema may bear a name that another one is to get, so all go by way of names that
 * nobody has. Those that change nothing are left out where nothing else can meet them.
 */
export function untangle(renamings: readonly Renaming[]): readonly Renaming[] {
  if (renamings.every(({ from, to }) => from === to)) return []
  if (renamings.length === 1) return renamings
  const between = (index: number): string => `schemata_renaming_${index}`
  return [
    ...renamings.map((renaming, index) => ({ ...renaming, to: between(index) })),
    ...renamings.map((renaming, index) => ({ ...renaming, from: between(index) })),
  ]
}
