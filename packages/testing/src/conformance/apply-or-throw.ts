import type { ApplyResult, RevertSelection, Runner } from '@schemata/runner'

import { reasonsOf } from '../apply-stack.js'
import { StackNotAppliedError, StepNotRevertedError } from '../errors.js'

/** Applies, and throws where the runner reports. @throws StackNotAppliedError */
export async function applyOrThrow(runner: Runner): Promise<ApplyResult> {
  const result = await runner.apply()
  if (result.outcome === 'failed') throw new StackNotAppliedError(reasonsOf(result.errors))
  return result
}

/** Takes steps back with the rows in them, and throws where the runner reports. @throws StepNotRevertedError */
export async function revertOrThrow(runner: Runner, selection: RevertSelection): Promise<void> {
  const { outcome, errors } = await runner.revert({ ...selection, allowDataLoss: true })
  if (outcome === 'failed') throw new StepNotRevertedError(reasonsOf(errors))
}
