import { createHash } from 'node:crypto'
import { type ExtensionUse, type Instance, SchemaError, type Stack, type Step, stepId } from '@schemata/contract'

import { checkRequirements } from './check-requirements.js'
import { classify, type PackageState, type Standing } from './classify.js'
import type { ReportedError } from './errors.js'
import { extensionNames, type Facts } from './facts.js'
import { type FixtureLoad, fixturesDigest } from './fixtures.js'
import type { Ledger } from './ledger.js'
import { orderSteps } from './order-steps.js'
import { ExtensionMissingError, ProvidedMissingError } from './planning-errors.js'
import { reportError } from './report-error.js'
import { requirementDepth } from './requirement-depth.js'

/** One step of a plan, as data. */
export interface PlannedStep {
  readonly package: string
  readonly version: string
  readonly name: string
  /** `transaction`: whole or not at all; `none`: outside a transaction, with a probe after a crash. */
  readonly mode: 'transaction' | 'none'
  readonly schema: string
}

/** Where one package stands, as data. */
export interface PackageStatus {
  readonly key: string
  /** Of the database; of the stack where nothing is applied yet. */
  readonly version: string
  readonly schema: string
  readonly state: PackageState | 'provided'
  readonly applied: number
  readonly pending: number
  /** The last applied step in ORDER, null when there is none. */
  readonly head: string | null
}

/** What would happen: JSON-safe, and bound by its digest to the state it was made from. */
export interface Plan {
  readonly digest: string
  readonly steps: readonly PlannedStep[]
  /** Packages whose reference rows would be brought up to date, after all steps. */
  readonly fixtures: readonly { readonly package: string; readonly schema: string }[]
  readonly packages: readonly PackageStatus[]
  /** Symbolic and real names of roles that would be created. */
  readonly roles: readonly string[]
  /** Extensions that would be created. */
  readonly extensions: readonly string[]
  /** Why the plan cannot be carried out; empty when it can. */
  readonly problems: readonly ReportedError[]
}

/** A step with what is needed to carry it out. */
export interface Unit {
  readonly instance: Instance
  readonly step: Step
}

/** The plan as the runner carries it out. */
export interface PreparedPlan {
  readonly plan: Plan
  readonly units: readonly Unit[]
  readonly loads: readonly FixtureLoad[]
  readonly standings: readonly Standing[]
  readonly problems: readonly SchemaError[]
}

/** Makes a plan from what the stack says and what the database is; decides everything, changes nothing. */
export function makePlan(stack: Stack, ledger: Ledger, facts: Facts, roles: readonly string[]): PreparedPlan {
  const standings = stack.instances
    .filter((instance) => !instance.provided)
    .map((instance) => classify(instance, ledger, facts))
  const problems = [
    ...checkRequirements(stack, ledger),
    ...findProvidedMissing(stack, facts),
    ...findExtensionsMissing(stack, facts),
    ...standings.flatMap((standing) => standing.problems),
  ]
  const { units, problem } = tryOrder(standings)
  if (problem) problems.push(problem)
  const steps = units.map(toPlannedStep)
  const loads = problem ? [] : findLoads(standings)
  const missingRoles = units.length > 0 ? roles.filter((role) => !facts.roles.has(role)) : []
  const extensions = units.length > 0 ? extensionNames(stack).filter(isToCreate(facts)) : []
  const plan: Plan = {
    digest: planDigest(units, loads, ledger, [...missingRoles, ...extensions]),
    steps,
    fixtures: loads.map(({ instance }) => ({ package: instance.package.key, schema: instance.schema })),
    packages: stack.instances.map((instance) => toStatus(instance, standings)),
    roles: missingRoles,
    extensions,
    problems: problems.map(reportError),
  }
  return { plan, units, loads, standings, problems }
}

function findProvidedMissing(stack: Stack, facts: Facts): SchemaError[] {
  return stack.instances
    .filter((instance) => instance.provided)
    .flatMap(({ package: { key }, schema }) => {
      const missing = facts.missing.get(key) ?? []
      return missing.length > 0 ? [new ProvidedMissingError({ packageKey: key, schema, missing })] : []
    })
}

function findExtensionsMissing(stack: Stack, facts: Facts): SchemaError[] {
  const absent = ({ name, optional }: ExtensionUse) => !optional && isToCreate(facts)(name)
  return stack.instances
    .filter((instance) => !instance.provided)
    .flatMap(({ package: { key, extensions } }) =>
      extensions
        .filter((extension) => absent(extension) && !facts.extensions.available.has(extension.name))
        .map(({ name }) => new ExtensionMissingError({ packageKey: key, extension: name })),
    )
}

function isToCreate({ extensions }: Facts) {
  return (name: string): boolean => !extensions.installed.has(name)
}

function tryOrder(standings: readonly Standing[]): { units: readonly Unit[]; problem?: SchemaError } {
  try {
    return { units: orderSteps(standings) }
  } catch (error) {
    if (SchemaError.is(error)) return { units: [], problem: error }
    throw error
  }
}

/** Required packages first, as their rows may be referred to. */
function findLoads(standings: readonly Standing[]): readonly FixtureLoad[] {
  return standings
    .filter(({ state }) => state !== 'ahead')
    .map(({ instance, target }) => ({ instance, from: target?.fixtures ?? '', to: fixturesDigest(instance) }))
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => requirementDepth(a.instance.package) - requirementDepth(b.instance.package))
}

/** The step as data. */
export function toPlannedStep({ instance, step }: Unit): PlannedStep {
  return {
    package: instance.package.key,
    version: step.version,
    name: step.name,
    mode: step.mode,
    schema: instance.schema,
  }
}

function toStatus(instance: Instance, standings: readonly Standing[]): PackageStatus {
  const { key, migrations } = instance.package
  const standing = standings.find((candidate) => candidate.instance === instance)
  const version = standing?.target?.version ?? migrations.package.version
  if (!standing) return { key, version, schema: instance.schema, state: 'provided', applied: 0, pending: 0, head: null }
  const pending = standing.pending.length
  const applied = standing.target?.steps.filter((step) => step.kind === 'step').length ?? 0
  return {
    key,
    version,
    schema: instance.schema,
    state: standing.state,
    applied,
    pending,
    head: standing.target?.head || null,
  }
}

function planDigest(
  units: readonly Unit[],
  loads: readonly FixtureLoad[],
  ledger: Ledger,
  roles: readonly string[],
): string {
  const fixtures = loads.map(({ instance, to }) => [instance.package.key, instance.schema, to])
  const steps = units.map(({ instance, step }) => [
    instance.package.key,
    instance.schema,
    stepId(step),
    step.mode,
    step.up.digest,
  ])
  const state = ledger.targets.map((target) => [target.packageKey, target.schema, target.chain, target.fixtures])
  return createHash('sha256').update(JSON.stringify({ steps, fixtures, state, roles })).digest('hex')
}
