import type { CatalogObject } from '@schemata/contract'

/** By kind and name, by code unit: the same order on every machine. */
export function sortObjects<Item extends Pick<CatalogObject, 'kind' | 'name'>>(objects: readonly Item[]): Item[] {
  return objects.toSorted((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name))
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
