import { nearestName, type Place } from '@schemata/contract'

import { BuildError } from './build-error.js'

/** A line of ORDER cannot be read, or git left a conflict in it. */
export class MalformedOrderError extends BuildError {
  readonly code = 'BUILD_ORDER_MALFORMED'

  constructor({ place, found }: { place: Place; found: string }) {
    const conflict = /^(<{7}|={7}|>{7}|\|{7})/.test(found)
    super({
      place,
      message: `Found \`${found}\`; expected \`<version>_<name> sha256:<up> sha256:<down>\`.`,
      hint: conflict
        ? 'Two branches added a step: keep both lines, in the order in which they shall run, and remove the markers.'
        : 'Write the name alone and build again to have the digests filled in.',
    })
  }
}

/** ORDER names one step twice. */
export class RepeatedOrderError extends BuildError {
  readonly code = 'BUILD_ORDER_REPEATED'
  readonly step: string

  constructor({ place, step, firstLine }: { place: Place; step: string; firstLine: number }) {
    super({ place, message: `\`${step}\` stands in line ${firstLine} already.`, hint: 'Remove one of the lines.' })
    this.step = step
  }
}

/** ORDER names a step whose file is gone. */
export class MissingStepFileError extends BuildError {
  readonly code = 'BUILD_ORDER_FILE_MISSING'
  readonly step: string

  constructor({ place, step, known }: { place: Place; step: string; known: readonly string[] }) {
    const nearest = nearestName(step, known)
    super({
      place,
      message: `\`${step}\` has no file; expected migrations/${step}.sql.`,
      hint: nearest
        ? `Did you mean \`${nearest}\`? A released step keeps its name.`
        : 'Bring the file back; remove the line only if the step was never released.',
    })
    this.step = step
  }
}

/** ORDER or a generated file does not say what the files say. */
export class StaleFileError extends BuildError {
  readonly code = 'BUILD_STALE'
  readonly differences: readonly string[]

  constructor({ place, differences }: { place: Place; differences: readonly string[] }) {
    super({
      place,
      message: `Not up to date: ${differences.join('; ')}.`,
      hint: 'Run `schemata build` and commit what it writes. A step that was released must not change at all.',
    })
    this.differences = differences
  }
}
