import type { CatalogContract } from '@schemata/contract'

import { buildPackage } from '../build-package.js'
import { type CompiledPackage, compilePackage } from '../compile-package.js'
import { writeOutputs } from '../write-outputs.js'
import { contractFiles } from './contract-files.js'
import { makeContract } from './make-contract.js'
import { refuseStaleContract } from './refuse-stale-contract.js'
import { withRequirements } from './required-packages.js'
import { type ScratchServerOptions, withScratchServer } from './scratch-server.js'

export interface ContractOptions extends ScratchServerOptions {
  /** The package's folder, where its package.json lies. */
  directory: string
  /** Write nothing, and refuse when something would have been. @default false */
  check?: boolean
}

export interface ContractsOptions extends Omit<ContractOptions, 'directory'> {
  /** Folders of packages; those among them that require each other need not be built. */
  directories: readonly string[]
}

/** What was found, and which files were written. */
export interface ContractReport {
  readonly key: string
  readonly schema: string
  /** How many objects the schema holds. */
  readonly objects: number
  /** Files that were written, relative to the package. */
  readonly written: readonly string[]
  readonly contract: CatalogContract
}

/**
 * Writes the catalog contract of a package: what its schema holds after its last step.
 *
 * Compiles the package, applies it to an empty database after all that it requires,
 * reads the catalog, and writes `catalog.json`; then builds the package, which embeds
 * the contract. Where zod is a peer of the package, `src/generated/rows.ts` and
 * `src/generated/kysely.ts` are written as well. Required packages are taken as they
 * were built. A file whose content would stay the same is not written. The database is
 * dropped; roles that a package names stay on a server that was given.
 *
 * @throws BuildRefusedError, ManifestUnreadableError as buildPackage does.
 * @throws ContractNotAppliedError when a step fails.
 * @throws OverloadedFunctionError, NotOverloadedError, GeneratedNameError for what cannot be named in TypeScript.
 * @throws JsonColumnError when `src/json-columns.ts` names no JSON column.
 * @throws ContractStaleError with `check`, when a file differs.
 * @example
 * const { objects, written } = await writeContract({ directory: 'packages/course-outbox' })
 */
export async function writeContract({ directory, ...options }: ContractOptions): Promise<ContractReport> {
  const compiled = await compilePackage(directory)
  return withScratchServer(options, (serverUrl) => writeOne(compiled, [compiled], serverUrl, options.check ?? false))
}

/**
 * Writes the contracts of several packages with one server, in the order given.
 *
 * @throws what writeContract throws; contracts before the failing one are written.
 * @example
 * await writeContracts({ directories: ['packages/auth', 'packages/courses'], check: true })
 */
export async function writeContracts(options: ContractsOptions): Promise<readonly ContractReport[]> {
  const packages: CompiledPackage[] = []
  for (const directory of options.directories) packages.push(await compilePackage(directory))
  return withScratchServer(options, async (serverUrl) => {
    const reports: ContractReport[] = []
    for (const compiled of packages) reports.push(await writeOne(compiled, packages, serverUrl, options.check ?? false))
    return reports
  })
}

async function writeOne(
  compiled: CompiledPackage,
  packages: readonly CompiledPackage[],
  serverUrl: string,
  check: boolean,
): Promise<ContractReport> {
  const { directory, manifest } = compiled
  const known = new Map(packages.map((other) => [other.manifest.key, other.manifest]))
  const contract = await makeContract(serverUrl, withRequirements(manifest, known), manifest)
  const outputs = await contractFiles(compiled, contract)
  const written: string[] = []
  if (check) {
    await refuseStaleContract(compiled, outputs, contract)
  } else {
    written.push(...(await writeOutputs(directory, outputs)))
    written.push(...(await buildPackage({ directory })).written)
  }
  return { key: manifest.key, schema: manifest.schema, objects: contract.objects.length, written, contract }
}
