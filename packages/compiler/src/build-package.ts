import { join } from 'node:path'

import type { CompiledMigrations, SchemaPackage } from '@schemata/contract'

import type { Compilation } from './compile-migrations.js'
import { compilePackage } from './compile-package.js'
import { StaleFileError } from './errors/order-errors.js'
import { BuildRefusedError } from './errors/package-errors.js'
import { canonicalText } from './files/canonical-text.js'
import type { OrderReport } from './files/reconcile-order.js'
import { GENERATED } from './load-manifest.js'
import { readIfThere } from './read-package-files.js'
import { renderMigrations } from './render-migrations.js'
import { type Outputs, writeOutputs } from './write-outputs.js'

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
  const { manifest, compilation } = await compilePackage(directory)
  const outputs = { [ORDER]: compilation.orderText, [GENERATED]: renderMigrations(compilation.migrations) }
  const written = check
    ? await refuseStale(directory, manifest, compilation, outputs)
    : await writeOutputs(directory, outputs)
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
