import { type Instance, stepId } from '@schemata/contract'

import type { AppliedStep, ApplyOptions } from './apply.js'
import { type Context, type Prepared, prepare } from './context.js'
import { HeadMovedError } from './errors.js'
import type { OnEvent } from './events.js'
import { toPlannedStep, type Unit } from './plan.js'
import { type HeadMove, Progress } from './progress.js'
import { reportFailure } from './report-error.js'
import { runAlone } from './run-alone.js'
import { runUnit } from './run-unit.js'
import type { Session } from './sessions.js'
import { throwIfAborted } from './sleep.js'
import { serverError } from './translate-failure.js'
import type { Lock } from './with-lock.js'

export interface UnitRun {
  readonly options: ApplyOptions
  readonly onEvent: OnEvent
  readonly applied: AppliedStep[]
  readonly runId: string
}

/** Small at first, so that nobody queues long behind a step that waits itself. */
const LOCK_TIMEOUTS_MS = [50, 100, 250, 500, 1000, 2000, 4000, 4000, 4000, 4000]
const MOST_REPLANS = 3

/**
 * Runs the planned steps one by one while the lock is held.
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
      const moved = await applyOnce(work, lock, prepared, run)
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
async function applyOnce(work: Session, lock: Lock, prepared: Prepared, run: UnitRun): Promise<Instance | undefined> {
  const progress = new Map(
    prepared.standings.map((standing) => [
      standing.instance,
      new Progress(standing, standing.target?.schemaExisted ?? prepared.facts.schemas.has(standing.instance.schema)),
    ]),
  )
  const total = prepared.units.length
  for (const [index, unit] of prepared.units.entries()) {
    throwIfAborted(run.options.signal)
    const own = progress.get(unit.instance)
    if (!own) continue
    const move = own.next(unit.step)
    const step = toPlannedStep(unit)
    run.onEvent({ type: 'step-started', step, index, total })
    try {
      const executionTimeMs = await Promise.race([runOne(work, lock, prepared, unit, { ...run, move }), lock.lost])
      own.move(unit.step, move)
      run.applied.push({ package: step.package, version: step.version, name: step.name, executionTimeMs })
      run.onEvent({ type: 'step-done', step, index, total, executionTimeMs })
    } catch (error) {
      if (isHeadMoved(error)) return unit.instance
      run.onEvent({ type: 'step-failed', step, error: reportFailure(error) })
      throw error
    }
  }
  return undefined
}

function runOne(
  work: Session,
  lock: Lock,
  prepared: Prepared,
  unit: Unit,
  run: UnitRun & { move: HeadMove },
): Promise<number> {
  const { options, onEvent, runId, move } = run
  const facts = { ...unit, ...move, run: runId, roles: prepared.roles, statementTimeoutMs: 0 }
  const intent = prepared.standings.find((standing) => standing.instance === unit.instance)?.intent
  if (unit.step.mode === 'none' && (!move.fresh || intent)) {
    const ownIntent = intent && stepId(intent) === stepId(unit.step) ? intent : undefined
    return runAlone(
      work,
      { ...facts, lockTimeoutMs: 0 },
      { intent: ownIntent, details: options.details ?? false, signal: options.signal },
    )
  }
  return runUnit(work, facts, {
    lockTimeoutsMs: LOCK_TIMEOUTS_MS,
    details: options.details ?? false,
    signal: options.signal,
    findBlockers: () => findBlockers(lock, prepared.backendPid),
    onWaiting: (attempt, blockers) => onEvent({ type: 'step-waiting', step: toPlannedStep(unit), attempt, blockers }),
  })
}

/** SM001 is raised by the fence, before the step's own SQL. */
function isHeadMoved(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : undefined
  return serverError(cause)?.code === 'SM001'
}

async function findBlockers(lock: Lock, backendPid: number | undefined): Promise<readonly string[]> {
  if (backendPid === undefined) return []
  const rows = await lock.ask(`
    SELECT format('pid %s (%s, %s, %s s): %s', pid, coalesce(nullif(application_name, ''), usename), state,
                  round(extract(epoch FROM clock_timestamp() - xact_start)),
                  left(regexp_replace(query, '\\s+', ' ', 'g'), 80)) AS blocker
    FROM pg_catalog.pg_stat_activity WHERE pid = ANY (pg_catalog.pg_blocking_pids(${backendPid}))`)
  return (rows ?? []).map((row) => String(row.blocker))
}

/**
 * The connection that holds the lock is free while the other one works: it sends the
 * cancel request. Where the process is not known the abort waits for the step to end.
 */
function cancelOnAbort(lock: Lock, backendPid: number | undefined, signal: AbortSignal | undefined): () => void {
  const cancel = (): void => {
    if (backendPid === undefined) return
    lock.ask(`SELECT pg_catalog.pg_cancel_backend(${backendPid})`)?.catch(() => {})
  }
  signal?.addEventListener('abort', cancel, { once: true })
  return () => signal?.removeEventListener('abort', cancel)
}
