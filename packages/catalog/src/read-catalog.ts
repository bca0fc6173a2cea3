import type { CatalogContract, CatalogObject, Queryable } from '@schemata/contract'

import { CATALOG_QUERY } from './catalog-query.js'
import type { CatalogRows } from './catalog-rows.js'
import { namesIn } from './names-in.js'
import { describeColumns } from './objects/columns.js'
import { describeConstraints } from './objects/constraints.js'
import { describeFunctions } from './objects/functions.js'
import { describeGrants } from './objects/grants.js'
import { describeIndexes } from './objects/indexes.js'
import { describePolicies } from './objects/policies.js'
import { describeSequences } from './objects/sequences.js'
import { describeTables } from './objects/tables.js'
import { describeRules, describeTriggers } from './objects/triggers.js'
import { describeTypes } from './objects/types.js'
import { sortObjects } from './sort-objects.js'
import { type Spelling, spellingOf } from './spelling.js'

export interface ReadCatalogParameters {
  /** The schema's name in the database. */
  schema: string
  /**
   * The schema's name in the contract: what the package calls it, where it is installed under another.
   *
   * @default schema
   */
  as?: string
  /** Live role name → symbolic name, for grants and policies. Roles that are not named keep their own. */
  roles?: Readonly<Record<string, string>>
  /**
   * Describes objects that belong to an extension too: where an extension provides what a package would install.
   *
   * @default false
   */
  extensionMembers?: boolean
  /** The schemas of required packages, where they are installed under another name than their contract's. */
  required?: readonly RequiredSchema[]
}

/** Another package's schema, which definitions and bodies may mention. */
export interface RequiredSchema {
  /** Its name in the database. */
  schema: string
  contract: CatalogContract
}

/**
 * Describes every object of a schema as a catalog contract.
 *
 * One statement, one round trip, one snapshot; it takes no lock, needs no right
 * beyond connecting, and runs in a read-only transaction too. The session's search
 * path and formats do not matter and are the same afterwards. The result is equal on
 * PostgreSQL 15 to 18 and PGlite, after dump and restore, and under any schema name.
 * Objects of extensions are left out unless asked for. A schema that does not exist has no objects.
 *
 * @example
 * const contract = await readCatalog(pool, { schema: 'tenant_42', as: 'build_orchestrator' })
 */
export async function readCatalog(
  db: Queryable,
  { schema, as = schema, roles = {}, required = [], extensionMembers = false }: ReadCatalogParameters,
): Promise<CatalogContract> {
  const { rows } = await db.query(CATALOG_QUERY, [schema, extensionMembers])
  const catalog: CatalogRows = JSON.parse(rows[0].catalog)
  const relations = new Set(catalog.relations ?? [])
  const others = new Set([...(catalog.functions ?? []), ...(catalog.types ?? [])].map(({ name }) => name))
  const renamings = required.map(({ schema: from, contract }) => ({ from, to: contract.schema, ...namesIn(contract) }))
  const spelling = spellingOf({ from: schema, to: as, relations, others }, renamings, roles)
  return { format: 1, schema: as, objects: sortObjects(describe(catalog, schema, spelling)) }
}

function describe(catalog: CatalogRows, schema: string, spelling: Spelling): CatalogObject[] {
  const sequences = catalog.sequences ?? []
  return [
    ...describeTables(catalog.tables ?? [], spelling),
    ...describeColumns(catalog.columns ?? [], sequences, spelling),
    ...describeConstraints(catalog.constraints ?? [], spelling),
    ...describeIndexes(catalog.indexes ?? [], spelling),
    ...describeSequences(sequences, spelling),
    ...describeFunctions(catalog.functions ?? [], spelling),
    ...describeTriggers(catalog.triggers ?? [], spelling),
    ...describeRules(catalog.rules ?? [], spelling),
    ...describePolicies(catalog.policies ?? [], spelling),
    ...describeTypes(catalog.types ?? [], spelling),
    ...describeGrants(catalog.grants ?? [], schema, spelling),
  ]
}
