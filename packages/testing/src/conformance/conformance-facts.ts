import type { CatalogContract, SchemaPackage } from '@schemata/contract'

import type { InstalledFacts } from './installed-facts.js'
import type { PackageFolder } from './package-folder.js'
import type { Workbench } from './workbench.js'

/** What kind of object a documented name belongs to. */
export type NamedKind = 'table' | 'column' | 'view' | 'function' | 'type' | 'constraint' | 'index' | 'trigger'

/** Everything that rules look at. */
export interface ConformanceFacts extends InstalledFacts {
  readonly package: SchemaPackage
  /** Of the live schema after a fresh install. */
  readonly contract: CatalogContract
  /** Null where the files are not to be looked at. */
  readonly folder: PackageFolder | null
  /** What the package's entry exports. */
  readonly exports: Readonly<Record<string, unknown>> | undefined
  /** What src/generated/rows.ts exports. */
  readonly rows: Readonly<Record<string, unknown>> | undefined
  /** True for a name that a document gave; the bare one, without schema and table. */
  readonly isDocumentName: (kind: NamedKind, name: string) => boolean
  /** For rules that need databases of their own. */
  readonly workbench: Workbench
}
