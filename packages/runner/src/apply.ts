import { SchemaError } from '@schemata/contract'

import { applyUnits } from './apply-units.js'
import { type Context, isCurrent, type Prepared, prepare, withSession } from './context.js'
import { createExtension } from './create-extension.js'
import { createRole } from './create-roles.js'
import { PlanStaleError, type ReportedError } from './errors.js'
import type { OnEvent } from './events.js'
import { loadFixtures } from './fixtures.js'
import { closeHistoryGaps, findHistoryGaps } from './history-gaps.js'
import { scheduleJobs } from './jobs/schedule-jobs.js'
import { beginRun, createLedger, dropEmptyLedger, endRun } from './ledger-setup.js'
import type { Plan } from './plan.js'
import { hasNewRelease, refreshReleases } from './refresh-releases.js'
import { reportError } from './report-error.js'
import type { Session } from './sessions.js'
import { throwIfAborted } from './sleep.js'
import { type Lock, withLock } from './with-lock.js'

export interface ApplyOptions {
  /** Ends the run: the step that is running is cancelled and rolled back. */
  signal?: AbortSignal
  onEvent?: OnEvent
  /** The digest of the plan that was reviewed; another one is not carried out. */
  plan?: string
  /** How long to wait for another run, in milliseconds. @default 60 000 */
  waitMs?: number
  /** Lets a server error's DETAIL, which may show a whole row, into messages. @default false */
  details?: boolean
}

export interface AppliedStep {
  readonly package: string
  readonly version: string
  readonly name: string
  readonly executionTimeMs: number
}

export interface ApplyResult {
  readonly outcome: 'current' | 'applied' | 'failed'
  /** Steps of this run, in the order in which they were applied; they stay applied when a later one fails. */
  readonly applied: readonly AppliedStep[]
  /** Empty unless the outcome is `failed`. */
  readonly errors: readonly ReportedError[]
}

/** Why nothing was begun. */
class PlanRefused extends Error {
  constructor(readonly problems: readonly SchemaError[]) {
    super('plan refused')
  }
}

/** The run in progress, as far as its steps are applied. */
interface Run {
  readonly options: ApplyOptions
  readonly onEvent: OnEvent
  readonly applied: AppliedStep[]
  /** True once anything is in the database that was not there before. */
  changed: boolean
}

/**
 * Brings the database to what the stack says: read, plan, lock, plan again, run.
 *
 * Each step is whole or not at all; those of a fresh install share transactions. A
 * failure stops the run, leaves earlier steps as they are, and is a result: this function
 * throws for programming errors only.
 */
export async function apply(context: Context, options: ApplyOptions = {}): Promise<ApplyResult> {
  const run: Run = { options, onEvent: options.onEvent ?? (() => {}), applied: [], changed: false }
  try {
    await withSession(context, (work) => applyOn(context, work, run))
    return { outcome: run.changed ? 'applied' : 'current', applied: run.applied, errors: [] }
  } catch (error) {
    return { outcome: 'failed', applied: run.applied, errors: toProblems(error).map(reportError) }
  }
}

async function applyOn(context: Context, work: Session, run: Run): Promise<void> {
  const { options, onEvent } = run
  const settled = (): Promise<boolean> =>
    options.plan === undefined ? isCurrent(context, work) : Promise.resolve(false)
  if (await settled()) return
  // What cannot be carried out, or need not be, is said at once, without waiting for anybody.
  const first = await prepare(context, work)
  refuseProblems(first.problems)
  if (options.plan === undefined && !(await hasWork(context, work, first))) return
  const lockOptions = { waitMs: options.waitMs ?? 60_000, signal: options.signal, onEvent, isDone: settled }
  await withLock(context.sessions, lockOptions, (lock) => applyLocked(context, work, lock, run))
}

async function hasWork(
  { stack }: Context,
  work: Session,
  { units, loads, standings, ledger }: Prepared,
): Promise<boolean> {
  if (units.length > 0 || loads.length > 0 || hasNewRelease(standings)) return true
  return (await findHistoryGaps(work, stack, ledger)).length > 0
}

async function applyLocked(context: Context, work: Session, lock: Lock, run: Run): Promise<void> {
  const { options, onEvent } = run
  const prepared = await prepare(context, work)
  refuseProblems(prepared.problems)
  const { plan } = prepared
  if (options.plan !== undefined && options.plan !== plan.digest) {
    throw new PlanStaleError({ reviewed: options.plan, actual: plan.digest })
  }
  onEvent({ type: 'planned', plan })
  if (prepared.ledger.exists) await refreshReleases(work, prepared.standings)
  await closeHistoryGaps(work, context.stack, await findHistoryGaps(work, context.stack, prepared.ledger))
  if (prepared.units.length > 0 || prepared.loads.length > 0) await carryOut(context, work, lock, prepared, run)
  // Last, since jobs call what the steps make.
  await scheduleJobs(work, context.stack, onEvent)
}

async function carryOut(context: Context, work: Session, lock: Lock, prepared: Prepared, run: Run): Promise<void> {
  const { plan } = prepared
  await createGlobals(work, plan, run)
  if (!prepared.ledger.exists || prepared.ledger.outdated) await createLedger(work)
  const runId = await beginRun(work, 'apply', plan.digest)
  try {
    await applyUnits(context, work, lock, prepared, { ...run, runId })
    await applyFixtures(work, prepared, run)
    run.changed = true
    await endRun(work, runId, 'applied', null)
  } catch (error) {
    await noteFailure(work, runId, error, prepared.ledger.exists)
    throw error
  }
}

/** What does not belong to one schema. */
async function createGlobals(work: Session, { roles, extensions }: Plan, { onEvent }: Run): Promise<void> {
  for (const role of roles) {
    await createRole(work, role)
    onEvent({ type: 'role-created', role })
  }
  for (const extension of extensions) {
    await createExtension(work, extension)
    onEvent({ type: 'extension-created', extension })
  }
}

/** Reference rows come after all steps, of all packages. */
async function applyFixtures(work: Session, { loads, roles }: Prepared, { options, onEvent }: Run): Promise<void> {
  for (const load of loads) {
    throwIfAborted(options.signal)
    const executionTimeMs = await loadFixtures(work, load, roles)
    onEvent({
      type: 'fixtures-loaded',
      package: load.instance.package.key,
      schema: load.instance.schema,
      executionTimeMs,
    })
  }
}

/** Best effort: the error that ended the run is the one to report. */
async function noteFailure(work: Session, runId: string, error: unknown, ledgerExisted: boolean): Promise<void> {
  try {
    await endRun(work, runId, 'failed', SchemaError.is(error) ? error.code : 'UNEXPECTED')
    if (!ledgerExisted) await dropEmptyLedger(work)
  } catch {
    // The connection is gone; the ledger shows a run without an end.
  }
}

function refuseProblems(problems: readonly SchemaError[]): void {
  if (problems.length > 0) throw new PlanRefused(problems)
}

function toProblems(error: unknown): readonly SchemaError[] {
  if (error instanceof PlanRefused) return error.problems
  if (SchemaError.is(error)) return [error]
  throw error
}
