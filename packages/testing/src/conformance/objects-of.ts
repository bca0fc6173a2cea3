import type { CatalogContract, CatalogObjectKind, CatalogObjectOf } from '@schemata/contract'

/** The objects of one kind, in the contract's order. */
export function objectsOf<Kind extends CatalogObjectKind>(
  { objects }: CatalogContract,
  kind: Kind,
): readonly CatalogObjectOf<Kind>[] {
  return objects.filter((object): object is Extract<typeof object, CatalogObjectOf<Kind>> => object.kind === kind)
}
