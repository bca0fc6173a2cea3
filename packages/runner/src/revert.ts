import { SchemaError, stepId } from '@schemata/contract'

import { type Context, withSession } from './context.js'
import type { ReportedError } from './errors.js'
import type { OnEvent } from './events.js'
import { readFacts } from './facts.js'
import { type Reverse, readLedger, readReverse } from './ledger.js'
import { beginRun, endRun } from './ledger-setup.js'
import type { PlannedStep } from './plan.js'
import { planRevert, type RevertSelection, type RevertUnit } from './plan-revert.js'
import { refuseDataLoss } from './refuse-data-loss.js'
import { reportFailure } from './report-error.js'
import { NothingToRevertError } from './revert-errors.js'
import { runReverse } from './run-reverse.js'
import type { Session } from './sessions.js'
import { throwIfAborted } from './sleep.js'
import { cancelOnAbort, directPid } from './watch-work.js'
import { type Lock, withLock } from './with-lock.js'

export type RevertOptions = RevertSelection & {
  /** Lets rows be destroyed. @default false */
  allowDataLoss?: boolean
  signal?: AbortSignal
  onEvent?: OnEvent
  /** How long to wait for another run, in milliseconds. @default 60 000 */
  waitMs?: number
}

export interface RevertResult {
  readonly outcome: 'reverted' | 'failed'
  /** In the order in which they were undone; they stay undone when a later one fails. */
  readonly reverted: readonly PlannedStep[]
  readonly errors: readonly ReportedError[]
}

/**
 * Undoes steps with the down scripts that were stored when they were applied, each in
 * one transaction with its ledger row: an older program can undo a newer one's steps.
 *
 * Nothing is undone when any of the chosen steps cannot be, or would destroy rows
 * without leave.
 */
export async function revert(context: Context, options: RevertOptions): Promise<RevertResult> {
  const reverted: PlannedStep[] = []
  try {
    await withSession(context, async (work) => {
      const lockOptions = {
        waitMs: options.waitMs ?? 60_000,
        signal: options.signal,
        onEvent: options.onEvent ?? (() => {}),
        isDone: async () => false,
      }
      await withLock(context.sessions, lockOptions, (lock) => revertLocked(context, work, lock, options, reverted))
    })
    return { outcome: 'reverted', reverted, errors: [] }
  } catch (error) {
    if (!SchemaError.is(error)) throw error
    return { outcome: 'failed', reverted, errors: [reportFailure(error)] }
  }
}

async function revertLocked(
  context: Context,
  work: Session,
  lock: Lock,
  options: RevertOptions,
  reverted: PlannedStep[],
): Promise<void> {
  const facts = await readFacts(work, context.stack)
  const units = planRevert(context.stack, await readLedger(work), options)
  const reverses: Reverse[] = []
  for (const unit of units) reverses.push(await findReverse(work, unit))
  if (!options.allowDataLoss) await refuseDataLoss(work, reverses)
  const run = await beginRun(work, 'revert', '')
  const stopCancelling = cancelOnAbort(lock, directPid(work, facts), options.signal)
  try {
    for (const [index, unit] of units.entries()) {
      throwIfAborted(options.signal)
      await Promise.race([runReverse(work, unit, reverses[index] as Reverse, options.signal), lock.lost])
      reverted.push(toPlannedStep(unit))
    }
  } catch (error) {
    await endRun(work, run, 'failed', reportFailure(error).code).catch(() => {})
    throw error
  } finally {
    stopCancelling()
  }
  await endRun(work, run, 'reverted', null)
}

function toPlannedStep({ instance, step }: RevertUnit): PlannedStep {
  const { version, name } = step
  return { package: instance.package.key, version, name, mode: 'transaction', schema: instance.schema }
}

async function findReverse(work: Session, { instance, step }: RevertUnit): Promise<Reverse> {
  const reverse = await readReverse(work, {
    packageKey: instance.package.key,
    schema: instance.schema,
    version: step.version,
    name: step.name,
  })
  if (reverse) return reverse
  throw new NothingToRevertError({
    what: `${stepId(step)} was taken away meanwhile`,
    hint: 'Look at `schemata status`.',
  })
}
