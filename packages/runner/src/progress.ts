import { type Step, stepId } from '@schemata/contract'

import { chainDigest, extendChain, toChained } from './chain.js'
import type { Standing } from './classify.js'

/** How the head of one instance moves with a step. */
export interface HeadMove {
  readonly from: string
  readonly to: string
  readonly head: string
  /** Nothing of the package was in the database when this run began. */
  readonly fresh: boolean
  readonly schemaExisted: boolean
  readonly completes: boolean
}

/** Follows the head of one instance through a run. */
export class Progress {
  private chain: string
  private readonly applied: Set<string>
  private readonly left: Set<string>
  private readonly fresh: boolean

  constructor(
    private readonly standing: Standing,
    private readonly schemaExisted: boolean,
  ) {
    this.chain = standing.target?.chain ?? ''
    this.applied = new Set(standing.target?.steps.filter((step) => step.kind === 'step').map(stepId))
    this.left = new Set(standing.pending.map(stepId))
    this.fresh = this.applied.size === 0
  }

  /** What applying this step does to the head; changes nothing. */
  next(step: Step): HeadMove {
    const { steps } = this.standing.instance.package.migrations
    const later = steps.slice(steps.indexOf(step) + 1).filter((candidate) => this.applied.has(stepId(candidate)))
    const last = later.at(-1) ?? step
    const to =
      later.length === 0
        ? extendChain(this.chain, toChained(step))
        : chainDigest(
            steps.filter((candidate) => candidate === step || this.applied.has(stepId(candidate))).map(toChained),
          )
    return {
      from: this.chain,
      to,
      head: stepId(last),
      fresh: this.fresh,
      schemaExisted: this.schemaExisted,
      completes: this.left.size === 1 && this.left.has(stepId(step)),
    }
  }

  /** Notes that the step is applied. */
  move(step: Step, { to }: HeadMove): void {
    this.chain = to
    this.applied.add(stepId(step))
    this.left.delete(stepId(step))
  }
}
