import type { Place } from '@schemata/contract'
import { stepId } from '@schemata/contract'

import { composeUnit, type UnitFacts } from './compose-unit.js'
import { InterruptedError, RelationLockedError } from './errors.js'
import type { Session } from './sessions.js'
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
  facts: Omit<UnitFacts, 'lockTimeoutMs'>,
  options: RunUnitOptions,
): Promise<number> {
  let blockers: readonly string[] = []
  for (let attempt = 1; ; attempt += 1) {
    const lockTimeoutMs = options.lockTimeoutsMs[attempt - 1]
    const composed = composeUnit({ ...facts, lockTimeoutMs: lockTimeoutMs ?? 0 })
    const watch = watchBlockers(options, lockTimeoutMs ?? 0)
    try {
      const results = await work.run(composed.message)
      return Number(results.at(-2)?.[0]?.finish ?? 0)
    } catch (error) {
      await rollBack(work)
      blockers = [...new Set([...blockers, ...watch.seen()])]
      if (!isLockFailure(error))
        throw options.signal?.aborted
          ? new InterruptedError()
          : translateFailure(error, facts, composed, options.details)
      if (attempt >= options.lockTimeoutsMs.length) {
        const place: Place = { package: facts.instance.package.key, file: facts.step.file }
        throw new RelationLockedError({ step: stepId(facts.step), place, blockers, cause: error })
      }
      options.onWaiting(attempt, blockers)
      await sleep(50 * attempt * (0.5 + Math.random()), options.signal)
    } finally {
      watch.stop()
    }
  }
}

/** 55P03: the lock was not granted in time. 40P01: a deadlock was broken by ending us. Both roll back whole. */
function isLockFailure(error: unknown): boolean {
  const code = serverError(error)?.code
  return code === '55P03' || code === '40P01'
}

/** Looks once, shortly before the attempt's time is up; quick steps never cause a query. */
function watchBlockers(
  { findBlockers }: RunUnitOptions,
  lockTimeoutMs: number,
): { seen: () => readonly string[]; stop: () => void } {
  let seen: readonly string[] = []
  const timer = setTimeout(async () => {
    seen = await findBlockers().catch(() => [])
  }, lockTimeoutMs * 0.6)
  return { seen: () => seen, stop: () => clearTimeout(timer) }
}

/** A connection that broke has nothing to roll back, and its own error is the one to report. */
async function rollBack(work: Session): Promise<void> {
  await work.run('ROLLBACK').catch(() => {})
}
