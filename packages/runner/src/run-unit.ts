import { stepId } from '@schemata/contract'

import { composeUnits, type MessageSettings, type MovingUnit } from './compose-units.js'
import { InterruptedError, RelationLockedError } from './errors.js'
import type { Rows, Session } from './sessions.js'
import { sleep } from './sleep.js'
import { serverError, translateFailure } from './translate-failure.js'

export interface RunUnitOptions {
  /** One attempt each; grows so that a busy table cannot keep a step away for ever. */
  readonly lockTimeoutsMs: readonly number[]
  readonly details: boolean
  readonly signal?: AbortSignal | undefined
  /** Who stands in the way of this session just now. */
  readonly findBlockers: () => Promise<readonly string[]>
  readonly onWaiting: (attempt: number, blockers: readonly string[]) => void
}

/**
 * Runs one step with its ledger row in one transaction and one message.
 *
 * A lock that is not granted in time rolls the step back and tries again, so that
 * nobody queues behind it for long.
 *
 * @returns how long it took, in milliseconds, as the ledger has it.
 */
export async function runUnit(
  work: Session,
  unit: MovingUnit,
  settings: Omit<MessageSettings, 'lockTimeoutMs'>,
  options: RunUnitOptions,
): Promise<number> {
  const seen = new Set<string>()
  for (let attempt = 1; ; attempt += 1) {
    const lockTimeoutMs = options.lockTimeoutsMs[attempt - 1] ?? 0
    const message = composeUnits([unit], { ...settings, lockTimeoutMs })
    const watch = watchBlockers(options, lockTimeoutMs, seen)
    try {
      return lapTimes(await work.run(message.sql))[0] ?? 0
    } catch (error) {
      await rollBack(work)
      if (!isLockFailure(error)) {
        throw options.signal?.aborted ? new InterruptedError() : translateFailure(error, unit, message, options.details)
      }
      if (attempt >= options.lockTimeoutsMs.length) throw relationLocked(unit, [...seen], error)
      options.onWaiting(attempt, [...seen])
      await sleep(50 * attempt * (0.5 + Math.random()), options.signal)
    } finally {
      watch.stop()
    }
  }
}

/**
 * Runs several steps of packages of which nothing is installed yet in one transaction:
 * nobody uses what they make, so nobody waits, and one commit does for all.
 *
 * @returns the milliseconds of each, or undefined when the transaction failed and was
 * rolled back whole: the steps are then run one by one, which tells what is wrong.
 */
export async function runGroup(
  work: Session,
  units: readonly MovingUnit[],
  settings: Omit<MessageSettings, 'lockTimeoutMs'>,
): Promise<readonly number[] | undefined> {
  try {
    return lapTimes(await work.run(composeUnits(units, { ...settings, lockTimeoutMs: 1000 }).sql))
  } catch (error) {
    if (serverError(error) === undefined) throw error
    await rollBack(work)
    return undefined
  }
}

/** Laps are known by their column, a name that a step's own query has no reason to use. */
function lapTimes(results: readonly Rows[]): readonly number[] {
  return results.flatMap((rows) => (typeof rows[0]?.schemata_lap === 'number' ? [rows[0].schemata_lap] : []))
}

/** 55P03: the lock was not granted in time. 40P01: a deadlock was broken by ending us. Both roll back whole. */
function isLockFailure(error: unknown): boolean {
  const code = serverError(error)?.code
  return code === '55P03' || code === '40P01'
}

function relationLocked(unit: MovingUnit, blockers: readonly string[], cause: unknown): RelationLockedError {
  const place = { package: unit.instance.package.key, file: unit.step.file }
  return new RelationLockedError({ step: stepId(unit.step), place, blockers, cause })
}

/** Looks once, shortly before the attempt's time is up; quick steps never cause a query. */
function watchBlockers(
  { findBlockers }: RunUnitOptions,
  lockTimeoutMs: number,
  seen: Set<string>,
): { stop: () => void } {
  const timer = setTimeout(async () => {
    for (const blocker of await findBlockers().catch(() => [])) seen.add(blocker)
  }, lockTimeoutMs * 0.6)
  return { stop: () => clearTimeout(timer) }
}

/** A connection that broke has nothing to roll back, and its own error is the one to report. */
export async function rollBack(work: Session): Promise<void> {
  await work.run('ROLLBACK').catch(() => {})
}
