import { type Instance, nearestName, type SchemaPackage, type Stack, stepId } from '@schemata/contract'

import { chainDigest } from './chain.js'
import { findTarget } from './check-requirements.js'
import type { Ledger, RecordedStep, Target } from './ledger.js'
import { requirementDepth } from './requirement-depth.js'
import { DependentInstalledError, IrreversibleStepError, NothingToRevertError } from './revert-errors.js'

/** What to undo: whole packages, or one package down to a step (which stays) or by a number of steps. */
export type RevertSelection =
  | { readonly packages: readonly string[] }
  | { readonly package: string; readonly to: string }
  | { readonly package: string; readonly steps: number }

/** One step to undo, with the head before and after. */
export interface RevertUnit {
  readonly instance: Instance
  readonly step: RecordedStep
  readonly from: string
  readonly to: string
  readonly head: string | null
}

/**
 * Decides which steps to undo, in which order: the reverse of the order in which they
 * were applied, dependents before what they require.
 *
 * @throws NothingToRevertError for a package or step that is not installed.
 * @throws IrreversibleStepError when one of them says so.
 * @throws DependentInstalledError when a package that stays requires one of them.
 */
export function planRevert(stack: Stack, ledger: Ledger, selection: RevertSelection): readonly RevertUnit[] {
  const keys = 'packages' in selection ? selection.packages : [selection.package]
  const chosen = keys.flatMap((key) => findInstalled(stack, ledger, key))
  const units = chosen.flatMap(({ instance, target }) => undo(instance, target, countSteps(target, selection)))
  for (const unit of units) refuseIrreversible(unit)
  refuseDependents(stack, ledger, units)
  return sortByDependency(units)
}

interface Installed {
  readonly instance: Instance
  readonly target: Target
}

function findInstalled(stack: Stack, ledger: Ledger, key: string): Installed[] {
  const installed = stack.instances.flatMap((instance) => {
    const target = instance.package.key === key ? findTarget(ledger, instance) : undefined
    return target ? [{ instance, target }] : []
  })
  if (installed.length > 0) return installed
  const known = ledger.targets.map((target) => target.packageKey)
  const nearest = nearestName(key, known)
  throw new NothingToRevertError({
    what: `package \`${key}\` is not installed`,
    hint: nearest ? `Did you mean \`${nearest}\`?` : `Installed are: ${known.join(', ') || 'none'}.`,
  })
}

function countSteps(target: Target, selection: RevertSelection): number {
  const steps = ownSteps(target)
  if ('packages' in selection) return steps.length
  if ('steps' in selection) return Math.min(selection.steps, steps.length)
  if (selection.to === undefined) return refuseUnsaid(target)
  const index = steps.findIndex((step) => stepId(step) === selection.to || step.version === selection.to)
  if (index >= 0) return steps.length - 1 - index
  const nearest = nearestName(selection.to, steps.map(stepId))
  throw new NothingToRevertError({
    what: `step \`${selection.to}\` of \`${target.packageKey}\` is not applied`,
    hint: nearest ? `Did you mean \`${nearest}\`?` : 'See `schemata status`.',
  })
}

/** Reached from plain JavaScript only. */
function refuseUnsaid(target: Target): never {
  throw new NothingToRevertError({
    what: `how far back \`${target.packageKey}\` is to go was not said`,
    hint: 'Say `to` (a step, which stays), `steps` (how many), or `packages` for whole packages.',
  })
}

function ownSteps(target: Target): RecordedStep[] {
  return target.steps.filter((step) => step.kind === 'step')
}

/** The last `count` steps, newest first, each with the chain that is left without it. */
function undo(instance: Instance, target: Target, count: number): RevertUnit[] {
  let left = ownSteps(target)
  let from = target.chain
  return Array.from({ length: count }, () => {
    const step = left.at(-1) as RecordedStep
    left = left.slice(0, -1)
    const unit = {
      instance,
      step,
      from,
      to: chainOf(instance.package, left),
      head: left.length > 0 ? headOf(instance.package, left) : null,
    }
    from = unit.to
    return unit
  })
}

/** In ORDER where the package knows the steps; those of a newer release behind them, as applied. */
function inOrder({ migrations }: SchemaPackage, steps: readonly RecordedStep[]): RecordedStep[] {
  const order = new Map(migrations.steps.map((step, index) => [stepId(step), index]))
  const rank = (step: RecordedStep): number => order.get(stepId(step)) ?? Number.MAX_SAFE_INTEGER
  return [...steps].sort((a, b) => rank(a) - rank(b))
}

function chainOf(schemaPackage: SchemaPackage, steps: readonly RecordedStep[]): string {
  return chainDigest(inOrder(schemaPackage, steps).map((step) => ({ ...step, digest: step.checksum })))
}

function headOf(schemaPackage: SchemaPackage, steps: readonly RecordedStep[]): string | null {
  const last = inOrder(schemaPackage, steps).at(-1)
  return last ? stepId(last) : null
}

function refuseIrreversible({ instance, step }: RevertUnit): void {
  if (step.reversible) return
  const reason = step.irreversible ?? 'it came without a way back'
  throw new IrreversibleStepError({ step: `${instance.package.key} ${stepId(step)}`, reason })
}

/** Whoever stays installed keeps the steps it requires. */
function refuseDependents(stack: Stack, ledger: Ledger, units: readonly RevertUnit[]): void {
  for (const dependent of stack.instances) {
    const target = findTarget(ledger, dependent)
    if (!target) continue
    const gone = new Set(units.filter((unit) => unit.instance === dependent).map((unit) => stepId(unit.step)))
    const stays = ownSteps(target).some((step) => !gone.has(stepId(step)))
    if (!stays) continue
    for (const { package: required, from } of dependent.package.requires) {
      const unit = units.find((candidate) => candidate.instance.package === required && isNeeded(candidate, from))
      if (!unit) continue
      throw new DependentInstalledError({
        step: `${required.key} ${stepId(unit.step)}`,
        dependent: dependent.package.key,
        requires: from === undefined ? `all of \`${required.key}\`` : `${required.key}:${from}`,
      })
    }
  }
}

/** True when the step is the required one or stands before it. */
function isNeeded({ instance, step }: RevertUnit, from: string | undefined): boolean {
  const ids = instance.package.migrations.steps.map(stepId)
  return from === undefined || ids.indexOf(stepId(step)) <= ids.indexOf(from)
}

/** Dependents first; a package's own steps keep their order. */
function sortByDependency(units: readonly RevertUnit[]): RevertUnit[] {
  return [...units].sort((a, b) => requirementDepth(b.instance.package) - requirementDepth(a.instance.package))
}
