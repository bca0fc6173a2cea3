import type { CatalogObject, CatalogObjectKind } from '@schemata/contract'

export type ObjectOf<Kind extends CatalogObjectKind> = Extract<CatalogObject, { kind: Kind }>
