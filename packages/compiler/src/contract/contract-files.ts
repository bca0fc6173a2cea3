import type { CatalogContract } from '@schemata/contract'

import type { CompiledPackage } from '../compile-package.js'
import { renderKysely } from '../generate/render-kysely.js'
import { renderRows } from '../generate/render-rows.js'
import { schemaShape } from '../generate/schema-shape.js'
import type { Outputs } from '../write-outputs.js'
import { jsonColumnNames } from './json-column-names.js'
import { renderContract } from './render-contract.js'

export const CATALOG_FILE = 'catalog.json'

/**
 * The committed files of a contract; the TypeScript only where the package has zod.
 *
 * @throws OverloadedFunctionError, NotOverloadedError, GeneratedNameError, JsonColumnError
 */
export async function contractFiles(
  { directory, hasZod, overloads }: CompiledPackage,
  contract: CatalogContract,
): Promise<Outputs> {
  const catalog = { [CATALOG_FILE]: renderContract(contract) }
  if (!hasZod) return catalog
  const shape = schemaShape(contract, overloads)
  return {
    ...catalog,
    'src/generated/rows.ts': renderRows(shape, await jsonColumnNames(directory)),
    'src/generated/kysely.ts': renderKysely(shape),
  }
}
