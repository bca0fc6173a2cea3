import { nearestName, type Place } from '@schemata/contract'

import { BuildError } from './build-error.js'

/** A head line has a key that is not in the closed list. */
export class UnknownHeadKeyError extends BuildError {
  readonly code = 'BUILD_UNKNOWN_HEAD_KEY'
  readonly key: string

  constructor({ place, key, known }: { place: Place; key: string; known: readonly string[] }) {
    const nearest = nearestName(key, known)
    super({
      place,
      message: `Found the head \`${key}\`; expected one of ${known.join(', ')}.`,
      hint: nearest ? `Did you mean \`${nearest}\`?` : 'Remove the line, or write it as an ordinary comment.',
    })
    this.key = key
  }
}

/** A head line that is not `--! key: value`, has an impossible value, or stands where no head may. */
export class MalformedHeadError extends BuildError {
  readonly code = 'BUILD_MALFORMED_HEAD'

  constructor({ place, found, expected }: { place: Place; found: string; expected: string }) {
    super({ place, message: `Found ${found}; expected ${expected}.`, hint: 'Correct or remove the line.' })
  }
}

/** A step requires a step that does not exist. */
export class UnknownStepError extends BuildError {
  readonly code = 'BUILD_UNKNOWN_STEP'
  readonly step: string

  constructor({ place, step, known }: { place: Place; step: string; known: readonly string[] }) {
    const nearest = nearestName(step, known)
    super({
      place,
      message: `Requires the step \`${step}\`, which does not exist.`,
      hint: nearest ? `Did you mean \`${nearest}\`?` : `Existing steps: ${known.join(', ') || 'none'}.`,
    })
    this.step = step
  }
}

/** A step requires a package that the manifest does not require. */
export class UnknownRequirementError extends BuildError {
  readonly code = 'BUILD_UNKNOWN_REQUIREMENT'
  readonly requirement: string

  constructor({ place, requirement, known }: { place: Place; requirement: string; known: readonly string[] }) {
    const nearest = nearestName(requirement, known)
    super({
      place,
      message: `Requires a step of \`${requirement}\`, which is not among the manifest's requires.`,
      hint: nearest ? `Did you mean \`${nearest}\`?` : 'Add the package to `requires` in src/schema.ts.',
    })
    this.requirement = requirement
  }
}
