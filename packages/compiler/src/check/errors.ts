import type { Place } from '@schemata/contract'

import { BuildError } from '../errors/build-error.js'

/** A released step stands in ORDER no more. */
export class ReleasedStepRemovedError extends BuildError {
  readonly code = 'RELEASED_STEP_REMOVED'
  readonly step: string

  constructor({ place, step, releasedLine }: { place: Place; step: string; releasedLine: string }) {
    super({
      place,
      message: `\`${step}\` was released and has no line any more; the released line is \`${releasedLine}\`.`,
      hint: 'Bring the line and its files back: databases out there have applied it.',
    })
    this.step = step
  }
}

/** A released step is not the one that was released. */
export class ReleasedStepChangedError extends BuildError {
  readonly code = 'RELEASED_STEP_CHANGED'
  readonly step: string

  constructor({ place, step, releasedLine, line }: ReleasedLineFacts) {
    super({
      place,
      message: `\`${step}\` was released and has changed: found \`${line}\`, released was \`${releasedLine}\`.`,
      hint: 'Bring the released files back and say what is to change in a new step.',
    })
    this.step = step
  }
}

/** A released step is not where it was, or a new one stands before it. */
export class ReleasedStepMovedError extends BuildError {
  readonly code = 'RELEASED_STEP_MOVED'
  readonly step: string

  constructor({ place, step, releasedLine, line }: ReleasedLineFacts) {
    super({
      place,
      message: `The released line \`${releasedLine}\` is expected here, found \`${line}\`.`,
      hint: 'Keep released lines first and as they were; new ones go to the end.',
    })
    this.step = step
  }
}

interface ReleasedLineFacts {
  place: Place
  step: string
  releasedLine: string
  line: string
}
