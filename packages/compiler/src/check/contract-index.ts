import type { CatalogContract, CatalogObject, CatalogObjectKind, CatalogObjectOf } from '@schemata/contract'

/** The objects of a contract by kind and name. */
export interface ContractIndex {
  find<Kind extends CatalogObjectKind>(kind: Kind, name: string): CatalogObjectOf<Kind> | undefined
  readonly objects: readonly CatalogObject[]
}

/** Makes the objects of a contract findable. */
export function indexContract({ objects }: CatalogContract): ContractIndex {
  const byIdentity = new Map(objects.map((object) => [`${object.kind} ${object.name}`, object]))
  return {
    objects,
    find: (kind, name) => {
      const object = byIdentity.get(`${kind} ${name}`)
      return object && isOfKind(object, kind) ? object : undefined
    },
  }
}

function isOfKind<Kind extends CatalogObjectKind>(
  object: CatalogObject,
  kind: Kind,
): object is CatalogObject & CatalogObjectOf<Kind> {
  return object.kind === kind
}
