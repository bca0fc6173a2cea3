import { type Step, stepId } from '@schemata/contract'

import { chainDigest, extendChain, toChained } from './chain.js'
import type { Standing } from './classify.js'
import type { MovingUnit } from './compose-units.js'
import type { Prepared } from './context.js'

/** How the head of one instance moves with a step. */
export interface HeadMove {
  /** Chain digests before and after. */
  readonly from: string
  readonly to: string
  /** The last applied step in ORDER, afterwards. */
  readonly head: string
  /** Nothing of the package was in the database when this run began: indexes are then built plainly. */
  readonly fresh: boolean
  readonly schemaExisted: boolean
  /** This is the last pending step: the release is complete with it. */
  readonly completes: boolean
}

/** Follows the heads of all packages through the planned steps. */
export function moveHeads({
  units,
  standings,
  facts,
}: Pick<Prepared, 'units' | 'standings' | 'facts'>): readonly MovingUnit[] {
  const progress = new Map(
    standings.map((standing) => {
      const { instance, target } = standing
      return [instance, new Progress(standing, target?.schemaExisted ?? facts.schemas.has(instance.schema))]
    }),
  )
  return units.flatMap((unit) => {
    const move = progress.get(unit.instance)?.advance(unit.step)
    return move ? [{ ...unit, move }] : []
  })
}

/** The head of one instance, step by step. */
class Progress {
  private chain: string
  private readonly applied: Set<string>
  private left: number
  private readonly fresh: boolean

  constructor(
    private readonly standing: Standing,
    private readonly schemaExisted: boolean,
  ) {
    this.chain = standing.target?.chain ?? ''
    this.applied = new Set(standing.target?.steps.filter((step) => step.kind === 'step').map(stepId))
    this.left = standing.pending.length
    this.fresh = this.applied.size === 0
  }

  advance(step: Step): HeadMove {
    const from = this.chain
    const last = this.lastApplied(step)
    this.applied.add(stepId(step))
    this.chain = last === step ? extendChain(from, toChained(step)) : this.wholeChain()
    this.left -= 1
    const { fresh, schemaExisted } = this
    return { from, to: this.chain, head: stepId(last), fresh, schemaExisted, completes: this.left === 0 }
  }

  /** The step itself, unless it is a late-comer. */
  private lastApplied(step: Step): Step {
    // Steps come in ORDER, so only those that were there before this run can stand behind.
    if (!this.standing.target) return step
    const { steps } = this.standing.instance.package.migrations
    return steps.slice(steps.indexOf(step) + 1).findLast((later) => this.applied.has(stepId(later))) ?? step
  }

  private wholeChain(): string {
    const { steps } = this.standing.instance.package.migrations
    return chainDigest(steps.filter((step) => this.applied.has(stepId(step))).map(toChained))
  }
}
