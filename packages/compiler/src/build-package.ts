import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { CompiledMigrations, SchemaPackage } from '@schemata/contract'

import { type Compilation, compileMigrations } from './compile-migrations.js'
import { StaleFileError } from './errors/order-errors.js'
import { BuildRefusedError } from './errors/package-errors.js'
import { canonicalText } from './files/canonical-text.js'
import type { OrderReport } from './files/reconcile-order.js'
import { factsOf, GENERATED, loadManifestOrEmpty } from './load-manifest.js'
import { readContract } from './read-contract.js'
import { readIfThere, readPackageFiles } from './read-package-files.js'
import { readPackageJson } from './read-package-json.js'
import { renderMigrations } from './render-migrations.js'

const ORDER = 'migrations/ORDER'

export interface BuildOptions {
  /** The package's folder, where its package.json lies. */
  directory: string
  /** Write nothing, and refuse when something would have been. @default false */
  check?: boolean
}

/** What a build found and did. */
export interface BuildReport {
  readonly key: string
  readonly schema: string
  readonly steps: number
  readonly fixtures: number
  readonly order: OrderReport
  /** Files that were written, relative to the package. */
  readonly written: readonly string[]
  readonly migrations: CompiledMigrations
}

/**
 * Compiles the migrations of a schema package into `src/generated/migrations.ts`, and
 * brings `migrations/ORDER` up to date. Needs no database.
 *
 * A file whose content would stay the same is not written. With `check`, differences
 * in ORDER, or in a generated file that is there, are refused instead.
 *
 * @throws BuildRefusedError with every problem, sorted by file and line.
 * @throws ManifestUnreadableError when package.json, src/schema.ts or catalog.json cannot be read.
 * @example
 * const { order } = await buildPackage({ directory: 'packages/course-outbox' })
 */
export async function buildPackage({ directory, check = false }: BuildOptions): Promise<BuildReport> {
  const identity = await readPackageJson(directory)
  const manifest = await loadManifestOrEmpty(directory, identity)
  const [files, contract] = await Promise.all([readPackageFiles(directory), readContract(directory)])
  const compilation = await compileMigrations({ ...factsOf(manifest, identity), files, contract })
  const outputs = { [ORDER]: compilation.orderText, [GENERATED]: renderMigrations(compilation.migrations) }
  const written = check ? await refuseStale(directory, manifest, compilation, outputs) : await write(directory, outputs)
  const { migrations, order } = compilation
  const { key, schema } = manifest
  return {
    key,
    schema,
    steps: migrations.steps.length,
    fixtures: migrations.fixtures.length,
    order,
    written,
    migrations,
  }
}

type Outputs = { readonly [path: string]: string }

async function write(directory: string, outputs: Outputs): Promise<readonly string[]> {
  const written: string[] = []
  for (const [path, text] of Object.entries(outputs)) {
    const file = join(directory, path)
    if ((await readIfThere(file)) === text) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    written.push(path)
  }
  return written
}

async function refuseStale(
  directory: string,
  { key }: SchemaPackage,
  { order }: Compilation,
  outputs: Outputs,
): Promise<readonly string[]> {
  const problems: StaleFileError[] = []
  const stale = (file: string, differences: readonly string[]) =>
    problems.push(new StaleFileError({ place: { package: key, file }, differences }))
  const present = (await readIfThere(join(directory, ORDER))) ?? ''
  const differences = [
    ...order.added.map((id) => `\`${id}\` has no line`),
    ...order.changed.map((id) => `the digests of \`${id}\` are others`),
  ]
  if (differences.length > 0) stale(ORDER, differences)
  else if (canonicalText(present) !== outputs[ORDER]) stale(ORDER, ['its layout is not the one that would be written'])
  const generated = await readIfThere(join(directory, GENERATED))
  if (generated !== undefined && generated !== outputs[GENERATED]) stale(GENERATED, ['it is not what would be written'])
  if (problems.length > 0) throw new BuildRefusedError({ packageKey: key, problems })
  return []
}
