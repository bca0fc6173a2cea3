import type { FixturePolicy } from '@schemata/contract'

/** Another package, as far as the SQL of this one may speak of it. */
export interface RequiredPackage {
  readonly key: string
  readonly schema: string
  /** Ids of its steps; left out where they are not known, and then not checked. */
  readonly steps?: readonly string[]
  /** Names of its objects that the manifest says are used; left out where it may be all. */
  readonly uses?: readonly string[]
}

/** What the manifest says, as far as compiling needs it. */
export interface PackageFacts {
  readonly key: string
  readonly schema: string
  readonly npmName: string
  readonly version: string
  /** @default true */
  readonly relocatable?: boolean
  readonly requires?: readonly RequiredPackage[]
  /** Symbolic roles, as the SQL spells them. */
  readonly roles?: readonly string[]
  /** What fixtures may set; left out, they are not held to anything. */
  readonly fixtures?: readonly FixturePolicy[]
}
