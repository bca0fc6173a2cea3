import type { DownScript, Step } from '@schemata/contract'

import { createsSchema } from './checks/schema-ranges.js'
import type { BuildError } from './errors/build-error.js'
import { IrreversibleWithDownError, NoDownError } from './errors/file-errors.js'
import { UnknownRequirementError, UnknownStepError } from './errors/head-errors.js'
import { SchemaNotCreatedError } from './errors/sql-errors.js'
import type { StepFiles } from './find-steps.js'
import type { Head, HeadRequirement } from './head.js'
import { inspectDown, inspectUp } from './inspect-script.js'
import type { PackageFacts } from './package-facts.js'
import type { PackageFiles } from './package-files.js'
import { inspectionOf, readScript } from './read-script.js'
import type { Inspection, ScriptContext } from './script-context.js'
import type { ParsedScript } from './sql/parse-script.js'

/** A step whose up script was parsed; without `script`, it could not be. */
export interface ReadStep extends StepFiles {
  readonly script: ParsedScript | undefined
  readonly head: Head
}

/** The package around a step. */
export interface StepSurroundings {
  readonly files: PackageFiles
  readonly facts: PackageFacts
  readonly context: Omit<ScriptContext, 'file'>
  /** All steps of the package. */
  readonly ids: readonly string[]
  readonly isFirst: boolean
  readonly report: (problem: BuildError) => void
}

/** Compiles one step, or reports why it cannot be. */
export function compileStep(step: ReadStep, around: StepSurroundings): Step | undefined {
  const { files, context, report } = around
  const inspection = inspectionOf({ ...context, file: step.file }, files[step.file] ?? '', report)
  const down = compileDown(step, around)
  if (!step.script) return undefined
  checkReversal(step, inspection)
  for (const requirement of step.head.requires) checkRequirement(requirement, around, inspection)
  if (around.isFirst) checkFirstStatement(step.script, inspection)
  const { up, mode, probe } = inspectUp(step.script, step.head.transaction === 'none', inspection)
  const { version, name, file, downFile, head } = step
  return {
    version,
    name,
    file,
    downFile,
    up,
    down,
    irreversible: head.irreversible,
    independent: head.independent,
    mode,
    probe,
    requires: head.requires.map(({ package: other, step: id }) => ({ package: other, step: id })),
    realises: head.realises,
  }
}

function compileDown({ downFile }: ReadStep, { files, context, report }: StepSurroundings): DownScript | null {
  if (downFile === null) return null
  const inspection = inspectionOf({ ...context, file: downFile }, files[downFile] ?? '', report)
  const script = readScript(files[downFile] ?? '', inspection)
  return script ? inspectDown(script, inspection) : null
}

function checkReversal({ id, downFile, head }: ReadStep, inspection: Inspection): void {
  const place = inspection.place(0)
  if (downFile === null && head.irreversible === null) {
    inspection.report(new NoDownError({ place, downFile: `migrations/down/${id}.sql` }))
  }
  if (downFile !== null && head.irreversible !== null) {
    inspection.report(new IrreversibleWithDownError({ place, downFile }))
  }
}

function checkRequirement(
  { package: other, step, at }: HeadRequirement,
  { facts, ids }: StepSurroundings,
  inspection: Inspection,
): void {
  const place = inspection.place(at)
  const { requires = [] } = facts
  const required = requires.find(({ key }) => key === other)
  if (other !== null && !required) {
    const known = requires.map(({ key }) => key)
    inspection.report(new UnknownRequirementError({ place, requirement: other, known }))
    return
  }
  const known = other === null ? ids : required?.steps
  if (known && !known.includes(step)) inspection.report(new UnknownStepError({ place, step, known }))
}

function checkFirstStatement({ statements }: ParsedScript, inspection: Inspection): void {
  const { schema } = inspection
  const [first] = statements
  if (schema === 'public' || (first && createsSchema(first, schema))) return
  inspection.report(new SchemaNotCreatedError({ place: inspection.place(first?.start ?? 0), schema }))
}
