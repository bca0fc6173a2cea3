import type { CatalogContract, SchemaPackage } from '@schemata/contract'

import { type Compilation, compileMigrations } from './compile-migrations.js'
import { factsOf, loadManifestOrEmpty } from './load-manifest.js'
import { readContract } from './read-contract.js'
import { readPackageFiles } from './read-package-files.js'
import { readPackageJson } from './read-package-json.js'
import { refuseUnknownUses } from './refuse-unknown-uses.js'

/** A package's folder, compiled; nothing is written yet. */
export interface CompiledPackage {
  readonly directory: string
  /** As `src/schema.ts` has it, with the migrations that its files hold now. */
  readonly manifest: SchemaPackage
  readonly compilation: Compilation
  /** What catalog.json holds; null before there is one. */
  readonly contract: CatalogContract | null
  /** True where rows can be parsed by zod: package.json names it as a peer. */
  readonly hasZod: boolean
  /** Functions whose overloads are meant, and get no schemas: package.json names them. */
  readonly overloads: readonly string[]
}

/** Reads and compiles a package's folder. */
export async function compilePackage(directory: string): Promise<CompiledPackage> {
  const identity = await readPackageJson(directory)
  const manifest = await loadManifestOrEmpty(directory, identity)
  refuseUnknownUses(manifest)
  const [files, contract] = await Promise.all([readPackageFiles(directory), readContract(directory)])
  const compilation = await compileMigrations({ ...factsOf(manifest, identity), files, contract })
  const { migrations } = compilation
  return {
    directory,
    manifest: { ...manifest, migrations },
    compilation,
    contract,
    hasZod: identity.peers.includes('zod'),
    overloads: identity.overloads,
  }
}
