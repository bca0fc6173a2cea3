import { type Instance, type SchemaError, type Step, stepId } from '@schemata/contract'
import semver from 'semver'
import type { Facts } from './facts.js'
import { fixturesDigest } from './fixtures.js'
import type { Intent, Ledger, RecordedStep, Target } from './ledger.js'
import {
  AheadBelowFloorError,
  ChecksumMismatchError,
  SchemaGoneError,
  StepFileMissingError,
  StepOutOfOrderError,
} from './planning-errors.js'

export type PackageState = 'fresh' | 'current' | 'behind' | 'ahead' | 'diverged' | 'damaged' | 'drifted' | 'recovering'

/** Where one instance stands, and what must be done or cannot be. */
export interface Standing {
  readonly instance: Instance
  readonly target: Target | undefined
  readonly intent: Intent | undefined
  readonly state: PackageState
  /** In the order of ORDER. */
  readonly pending: readonly Step[]
  /** Why nothing can be done; empty when all is well. */
  readonly problems: readonly SchemaError[]
}

/** Compares one instance with the ledger: as sets of steps, never by the highest number. */
export function classify(instance: Instance, ledger: Ledger, facts: Facts): Standing {
  const belongs = (entry: { packageKey: string; schema: string }): boolean =>
    entry.packageKey === instance.package.key && entry.schema === instance.schema
  const target = ledger.targets.find(belongs)
  const intent = ledger.intents.find(belongs)
  const { steps } = instance.package.migrations
  if (!target) return { instance, target, intent, state: intent ? 'recovering' : 'fresh', pending: steps, problems: [] }

  const recorded = new Map(target.steps.filter((step) => step.kind === 'step').map((step) => [stepId(step), step]))
  const pending = steps.filter((step) => !recorded.has(stepId(step)))
  const ahead = isNewer(target, instance)
  const problems = [
    ...findSchemaGone(instance, recorded, facts),
    ...findChanged(instance, recorded),
    ...(ahead ? findBelowFloor(target, instance) : findUnknown(instance, recorded)),
    ...findLateComers(instance, recorded, pending, ahead),
  ]
  const isBehind = pending.length > 0 || target.fixtures !== fixturesDigest(instance)
  return { instance, target, intent, state: stateOf({ problems, intent, ahead, isBehind }), pending, problems }
}

function stateOf(facts: {
  problems: readonly SchemaError[]
  intent: Intent | undefined
  ahead: boolean
  isBehind: boolean
}): PackageState {
  if (facts.problems.some((problem) => problem.code === 'SCHEMA_GONE')) return 'damaged'
  if (facts.problems.some((problem) => problem.code !== 'AHEAD_BELOW_FLOOR')) return 'diverged'
  if (facts.intent) return 'recovering'
  if (facts.ahead) return 'ahead'
  return facts.isBehind ? 'behind' : 'current'
}

/** The database was completed by a newer release than this one. */
function isNewer(target: Target, { package: { migrations } }: Instance): boolean {
  return (
    target.version !== null &&
    semver.gt(target.version, migrations.package.version) &&
    hasUnknown(target, migrations.steps)
  )
}

function hasUnknown(target: Target, steps: readonly Step[]): boolean {
  const known = new Set(steps.map(stepId))
  return target.steps.some((step) => step.kind === 'step' && !known.has(stepId(step)))
}

function findSchemaGone(
  { package: { key }, schema }: Instance,
  recorded: ReadonlyMap<string, RecordedStep>,
  facts: Facts,
): SchemaError[] {
  if (recorded.size === 0 || facts.schemas.has(schema)) return []
  return [new SchemaGoneError({ packageKey: key, schema })]
}

function findChanged({ package: schemaPackage }: Instance, recorded: ReadonlyMap<string, RecordedStep>): SchemaError[] {
  return schemaPackage.migrations.steps.flatMap((step) => {
    const found = recorded.get(stepId(step))
    if (!found || found.checksum === step.up.digest) return []
    const place = { package: schemaPackage.key, file: step.file }
    return [
      new ChecksumMismatchError({ version: step.version, recorded: found.checksum, found: step.up.digest, place }),
    ]
  })
}

function findUnknown(
  { package: { key, migrations } }: Instance,
  recorded: ReadonlyMap<string, RecordedStep>,
): SchemaError[] {
  const known = new Set(migrations.steps.map(stepId))
  return [...recorded.keys()]
    .filter((id) => !known.has(id))
    .map((step) => new StepFileMissingError({ packageKey: key, step, version: migrations.package.version }))
}

function findBelowFloor(target: Target, { package: { key, migrations } }: Instance): SchemaError[] {
  const ours = migrations.package.version
  if (semver.gte(ours, target.floor)) return []
  return [
    new AheadBelowFloorError({
      packageKey: key,
      found: target.version ?? 'an unfinished release',
      ours,
      floor: target.floor,
    }),
  ]
}

function findLateComers(
  instance: Instance,
  recorded: ReadonlyMap<string, RecordedStep>,
  pending: readonly Step[],
  ahead: boolean,
): SchemaError[] {
  const { key, migrations } = instance.package
  const lastApplied = migrations.steps.findLast((step) => recorded.has(stepId(step)))
  if (!lastApplied) return []
  // Behind what a newer release applied, every pending step is a late-comer.
  const end = ahead ? migrations.steps.length : migrations.steps.indexOf(lastApplied)
  return pending
    .filter((step) => !step.independent && migrations.steps.indexOf(step) < end)
    .map((step) => {
      const place = { package: key, file: step.file }
      return new StepOutOfOrderError({ step: stepId(step), after: stepId(lastApplied), place })
    })
}
