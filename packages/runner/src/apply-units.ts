import { type Instance, stepId } from '@schemata/contract'

import type { AppliedStep, ApplyOptions } from './apply.js'
import { batchUnits } from './batch-units.js'
import type { MovingUnit } from './compose-units.js'
import { type Context, type Prepared, prepare } from './context.js'
import { HeadMovedError } from './errors.js'
import type { OnEvent } from './events.js'
import { toPlannedStep } from './plan.js'
import { moveHeads } from './progress.js'
import { reportFailure } from './report-error.js'
import { runAlone } from './run-alone.js'
import { runGroup, runUnit } from './run-unit.js'
import type { Session } from './sessions.js'
import { throwIfAborted } from './sleep.js'
import { serverError } from './translate-failure.js'
import { cancelOnAbort, findBlockers } from './watch-work.js'
import type { Lock } from './with-lock.js'

export interface UnitRun {
  readonly options: ApplyOptions
  readonly onEvent: OnEvent
  readonly applied: AppliedStep[]
  readonly runId: string
}

/** What one pass over the planned steps works with. */
interface Pass {
  readonly work: Session
  readonly lock: Lock
  readonly prepared: Prepared
  readonly run: UnitRun
  readonly total: number
}

/** Small at first, so that nobody queues long behind a step that waits itself. */
const LOCK_TIMEOUTS_MS = [50, 100, 250, 500, 1000, 2000, 4000, 4000, 4000, 4000]
const MOST_REPLANS = 3

/**
 * Runs the planned steps in order while the lock is held.
 *
 * Should the head of a package have moved all the same (a runner without the lock, a
 * lock lost in a failover), nothing of the step has happened: the plan is made again.
 */
export async function applyUnits(
  context: Context,
  work: Session,
  lock: Lock,
  first: Prepared,
  run: UnitRun,
): Promise<void> {
  const stopCancelling = cancelOnAbort(lock, first.backendPid, run.options.signal)
  try {
    let prepared = first
    for (let replans = 0; ; replans += 1) {
      const moved = await applyOnce({ work, lock, prepared, run, total: prepared.units.length })
      if (!moved) return
      if (replans === MOST_REPLANS) throw new HeadMovedError({ packageKey: moved.package.key })
      prepared = await prepare(context, work)
      if (prepared.problems[0]) throw prepared.problems[0]
    }
  } finally {
    stopCancelling()
  }
}

/** @returns the instance whose head was not the expected one, or undefined when all is done. */
async function applyOnce(pass: Pass): Promise<Instance | undefined> {
  const units = moveHeads(pass.prepared)
  let index = 0
  for (const batch of batchUnits(units)) {
    throwIfAborted(pass.run.options.signal)
    for (const [offset, unit] of batch.entries()) noteStarted(pass, unit, index + offset)
    const moved = (await applyTogether(pass, batch, index)) ? undefined : await applyEach(pass, batch, index)
    if (moved) return moved
    index += batch.length
  }
  return undefined
}

/** Tries a batch in one transaction. @returns false when its steps must run one by one. */
async function applyTogether(pass: Pass, batch: readonly MovingUnit[], first: number): Promise<boolean> {
  if (batch.length === 1) return false
  const { work, lock, prepared, run } = pass
  const times = await Promise.race([runGroup(work, batch, { run: run.runId, roles: prepared.roles }), lock.lost])
  if (!times) return false
  for (const [offset, unit] of batch.entries()) noteDone(pass, unit, first + offset, times[offset] ?? 0)
  return true
}

async function applyEach(pass: Pass, batch: readonly MovingUnit[], first: number): Promise<Instance | undefined> {
  for (const [offset, unit] of batch.entries()) {
    throwIfAborted(pass.run.options.signal)
    try {
      noteDone(pass, unit, first + offset, await Promise.race([applyOne(pass, unit), pass.lock.lost]))
    } catch (error) {
      if (isHeadMoved(error)) return unit.instance
      pass.run.onEvent({ type: 'step-failed', step: toPlannedStep(unit), error: reportFailure(error) })
      throw error
    }
  }
  return undefined
}

function noteStarted({ run, total }: Pass, unit: MovingUnit, index: number): void {
  run.onEvent({ type: 'step-started', step: toPlannedStep(unit), index, total })
}

function noteDone({ run, total }: Pass, unit: MovingUnit, index: number, executionTimeMs: number): void {
  const step = toPlannedStep(unit)
  run.applied.push({ package: step.package, version: step.version, name: step.name, executionTimeMs })
  run.onEvent({ type: 'step-done', step, index, total, executionTimeMs })
}

function applyOne({ work, lock, prepared, run }: Pass, unit: MovingUnit): Promise<number> {
  const { details = false, signal } = run.options
  const settings = { run: run.runId, roles: prepared.roles }
  const intent = prepared.standings.find((standing) => standing.instance === unit.instance)?.intent
  if (unit.step.mode === 'none' && (!unit.move.fresh || intent)) {
    const own = intent && stepId(intent) === stepId(unit.step) ? intent : undefined
    const direct = prepared.backendPid !== undefined
    return runAlone(work, unit, settings, { intent: own, direct, details, signal })
  }
  return runUnit(work, unit, settings, {
    lockTimeoutsMs: LOCK_TIMEOUTS_MS,
    details,
    signal,
    findBlockers: () => findBlockers(lock, prepared.backendPid),
    onWaiting: (attempt, blockers) =>
      run.onEvent({ type: 'step-waiting', step: toPlannedStep(unit), attempt, blockers }),
  })
}

/** SM001 is raised by the fence, before the step's own SQL. */
function isHeadMoved(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : undefined
  return serverError(cause)?.code === 'SM001'
}
