import { readCatalog } from '@schemata/catalog'
import type { SchemaPackage } from '@schemata/contract'

import { applyOrThrow } from './apply-or-throw.js'
import type { ConformanceFacts } from './conformance-facts.js'
import type { DescribeSchemaOptions } from './describe-schema.js'
import { foreignObjects } from './foreign-objects.js'
import { readKeys } from './installed-facts.js'
import { matchesName } from './matches-name.js'
import { packageFolder } from './package-folder.js'
import { type Workbench, workbench } from './workbench.js'

/**
 * Installs a package on a fresh database and reads everything that rules look at.
 *
 * @throws StackNotAppliedError when the install fails.
 * @throws FolderNotFoundError when the package's files cannot be found.
 */
export async function collectFacts(
  schemaPackage: SchemaPackage,
  options: DescribeSchemaOptions = {},
): Promise<ConformanceFacts> {
  const { directory, documentNames = [], exports, rows, provided = [], prepare = async () => {}, url } = options
  const folder = directory === null ? null : await packageFolder(schemaPackage, directory)
  const bench = workbench({ package: schemaPackage, provided, prepare, url })
  return {
    package: schemaPackage,
    folder,
    exports,
    rows,
    isDocumentName: matchesName(documentNames),
    workbench: bench,
    ...(await install(schemaPackage, bench)),
  }
}

async function install(schemaPackage: SchemaPackage, bench: Workbench) {
  const { schema } = schemaPackage
  return bench.withDatabase(async (database) => {
    const before = await foreignObjects(database, schema)
    await applyOrThrow(bench.runner(database, schemaPackage))
    const after = await foreignObjects(database, schema)
    return {
      contract: await readCatalog(database, { schema }),
      ...(await readKeys(database, schema)),
      strays: [...after].filter((object) => !before.has(object)),
    }
  })
}
