import type { DownScript, Probe, Script, UpScript } from '@schemata/contract'
import { loadModule } from 'libpg-query'

import { ownedNames } from './checks/owned-names.js'
import type { BuildError } from './errors/build-error.js'
import { BuildRefusedError } from './errors/package-errors.js'
import { readHead } from './head.js'
import { inspectDown, inspectFixture, inspectUp } from './inspect-script.js'
import { inspectionOf, readScript } from './read-script.js'
import { type Inspection, OWNS_NOTHING, type ScriptContext } from './script-context.js'
import type { ParsedScript } from './sql/parse-script.js'

export interface CompileScriptContext extends Partial<Omit<ScriptContext, 'schema'>> {
  readonly schema: string
  /** @default up */
  readonly as?: 'up' | 'down' | 'fixture'
}

/** What one file compiles to; which of the three it is follows from `as`. */
export type CompiledScript =
  | {
      readonly as: 'up'
      readonly script: UpScript
      readonly mode: 'transaction' | 'none'
      readonly probe: Probe | null
    }
  | { readonly as: 'down'; readonly script: DownScript }
  | { readonly as: 'fixture'; readonly script: Script }

/**
 * Compiles a single file by itself: what it creates counts as the package's own.
 *
 * @throws BuildRefusedError with every problem of the file.
 * @example
 * const { script } = await compileScript('CREATE TABLE notes.note ();', { schema: 'notes' })
 */
export async function compileScript(
  sql: string,
  { as = 'up', schema, ...given }: CompileScriptContext,
): Promise<CompiledScript> {
  await loadModule()
  const problems: BuildError[] = []
  const report = (problem: BuildError) => problems.push(problem)
  const context = { ...DEFAULTS, packageKey: schema, file: `${as}.sql`, ...given, schema }
  const script = readScript(sql, inspectionOf(context, sql, report))
  const owned = given.owned ?? ownedNames(script?.statements ?? [], schema)
  const compiled = script && compileAs(as, script, inspectionOf({ ...context, owned }, sql, report))
  if (!compiled || problems.length > 0) throw new BuildRefusedError({ packageKey: context.packageKey, problems })
  return compiled
}

const DEFAULTS = { relocatable: true, requiredSchemas: [], roles: [], owned: OWNS_NOTHING }

function compileAs(as: 'up' | 'down' | 'fixture', script: ParsedScript, inspection: Inspection): CompiledScript {
  if (as === 'down') return { as, script: inspectDown(script, inspection) }
  if (as === 'fixture') return { as, script: inspectFixture(script, inspection) }
  const { transaction } = readHead(script.source.text, inspection)
  const { up, mode, probe } = inspectUp(script, transaction === 'none', inspection)
  return { as, script: up, mode, probe }
}
