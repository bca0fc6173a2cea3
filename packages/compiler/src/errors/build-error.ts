import { type Place, SchemaError } from '@schemata/contract'

/** What every refusal of the build knows: where, what, and what to do instead. */
export interface BuildErrorFacts {
  place: Place
  message: string
  hint: string
  cause?: unknown
}

/** A file of a schema package that the build refuses. `place` holds package, file, line and column. */
export abstract class BuildError extends SchemaError {
  override readonly place: Place

  constructor({ place, message, hint, cause }: BuildErrorFacts) {
    super(`${describePlace(place)}: ${message}`, { hint, cause })
    this.place = place
  }
}

/** `course-outbox migrations/001_outbox.sql:12:3` */
export function describePlace({ package: packageKey, file, line, column }: Place): string {
  const position = [line, column].filter((part) => part !== undefined)
  return `${packageKey} ${[file, ...position].join(':')}`
}
