import type { CatalogContract, CompiledMigrations, Fixture, Step } from '@schemata/contract'
import { loadModule } from 'libpg-query'

import { checkFixture } from './checks/check-fixture.js'
import { checkUses } from './checks/check-uses.js'
import { ownedNames } from './checks/owned-names.js'
import { compileStep, type ReadStep } from './compile-step.js'
import type { BuildError } from './errors/build-error.js'
import { BuildRefusedError } from './errors/package-errors.js'
import { digest } from './files/digest.js'
import { readOrder } from './files/order.js'
import { type OrderReport, reconcileOrder } from './files/reconcile-order.js'
import { findSteps, type StepFiles } from './find-steps.js'
import { EMPTY_HEAD, readHead } from './head.js'
import { inspectFixture } from './inspect-script.js'
import type { PackageFacts } from './package-facts.js'
import { type PackageFiles, sqlFilesIn } from './package-files.js'
import { inspectionOf, readScript } from './read-script.js'
import { OWNS_NOTHING, type ScriptContext } from './script-context.js'

export interface CompileInput extends PackageFacts {
  /** Text by path relative to the package: `migrations/001_a.sql`, `migrations/down/001_a.sql`, `migrations/ORDER`, `fixtures/b.sql`. */
  readonly files: PackageFiles
  /** The catalog contract to embed. @default none */
  readonly contract?: CatalogContract | null
}

export interface Compilation {
  readonly migrations: CompiledMigrations
  /** The text that `migrations/ORDER` is to have. */
  readonly orderText: string
  readonly order: OrderReport
}

/**
 * Compiles the SQL of a package: parses, checks, digests, finds relocation sites.
 *
 * Touches neither a database nor the file system. Steps come in the order of ORDER,
 * new ones after it in natural order.
 *
 * @throws BuildRefusedError with every problem that was found, sorted by place.
 */
export async function compileMigrations({ files, contract = null, ...facts }: CompileInput): Promise<Compilation> {
  await loadModule()
  const problems: BuildError[] = []
  const report = (problem: BuildError) => problems.push(problem)
  const found = findSteps(files, facts.key, report)
  const order = readOrder(files['migrations/ORDER'] ?? '', { packageKey: facts.key, report })
  const {
    ids,
    text,
    report: orderReport,
  } = reconcileOrder(order, digests(found, files), { packageKey: facts.key, report })
  const steps = compileSteps(ids, found, files, facts, report)
  const fixtures = compileFixtures(files, steps.context, facts.fixtures, report)
  checkUses(steps.compiled, facts, report)
  if (problems.length > 0) throw new BuildRefusedError({ packageKey: facts.key, problems })
  return {
    migrations: {
      format: 1,
      package: { name: facts.npmName, version: facts.version },
      steps: steps.compiled,
      fixtures,
      contract,
    },
    orderText: text,
    order: orderReport,
  }
}

/**
 * Compiles the SQL of a package that is at hand as text.
 *
 * @throws BuildRefusedError with every problem that was found, sorted by place.
 * @example
 * const migrations = await compileFiles({
 *   key: 'notes', schema: 'notes', npmName: '@example/notes', version: '1.0.0',
 *   files: { 'migrations/001_notes.sql': sql, 'migrations/down/001_notes.sql': undo },
 * })
 */
export async function compileFiles(input: CompileInput): Promise<CompiledMigrations> {
  return (await compileMigrations(input)).migrations
}

function digests(steps: ReadonlyMap<string, StepFiles>, files: PackageFiles) {
  return new Map(
    [...steps.values()].map(({ id, file, downFile }) => [
      id,
      { up: digest(files[file] ?? ''), down: downFile === null ? null : digest(files[downFile] ?? '') },
    ]),
  )
}

function compileSteps(
  ids: readonly string[],
  found: ReadonlyMap<string, StepFiles>,
  files: PackageFiles,
  facts: PackageFacts,
  report: (problem: BuildError) => void,
): { compiled: readonly Step[]; context: Omit<ScriptContext, 'file'> } {
  const bare = { ...contextOf(facts), owned: OWNS_NOTHING }
  const read = ids.flatMap((id): readonly ReadStep[] => {
    const step = found.get(id)
    if (!step) return []
    const inspection = inspectionOf({ ...bare, file: step.file }, files[step.file] ?? '', report)
    const script = readScript(files[step.file] ?? '', inspection)
    return [{ ...step, script, head: script ? readHead(script.source.text, inspection) : EMPTY_HEAD }]
  })
  const statements = read.flatMap(({ script }) => script?.statements ?? [])
  const context = { ...bare, owned: ownedNames(statements, facts.schema) }
  const compiled = read.flatMap((step, index) => {
    const isFirst = index === 0
    return compileStep(step, { files, facts, context, ids, isFirst, report }) ?? []
  })
  return { compiled, context }
}

function contextOf({ key, schema, relocatable = true, requires = [], roles = [] }: PackageFacts) {
  return { packageKey: key, schema, relocatable, roles, requiredSchemas: requires.map((required) => required.schema) }
}

function compileFixtures(
  files: PackageFiles,
  context: Omit<ScriptContext, 'file'>,
  policies: PackageFacts['fixtures'],
  report: (problem: BuildError) => void,
): readonly Fixture[] {
  return sqlFilesIn(files, 'fixtures').flatMap((fileName) => {
    const file = `fixtures/${fileName}`
    const inspection = inspectionOf({ ...context, file }, files[file] ?? '', report)
    const script = readScript(files[file] ?? '', inspection)
    if (script && policies) checkFixture(script, policies, inspection)
    return script ? [{ name: fileName.replace(/\.sql$/, ''), file, script: inspectFixture(script, inspection) }] : []
  })
}
