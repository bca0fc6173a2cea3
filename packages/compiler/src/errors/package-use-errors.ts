import { nearestName, type Place } from '@schemata/contract'

import { BuildError } from './build-error.js'

/** A step uses something of a required package that the manifest does not list. */
export class UndeclaredUseError extends BuildError {
  readonly code = 'BUILD_USE_UNDECLARED'
  readonly found: string

  constructor({ place, name }: { place: Place; name: string }) {
    super({
      place,
      message: `The step uses \`${name}\`, which \`uses\` of that requirement does not list.`,
      hint: 'Add it, with the columns that are read or written: a host that provides the package is held to that list.',
    })
    this.found = name
  }
}

/** The manifest lists something that the required package does not have. */
export class UnknownUseError extends BuildError {
  readonly code = 'BUILD_USE_UNKNOWN'
  readonly found: string

  constructor({
    place,
    name,
    required,
    known,
  }: { place: Place; name: string; required: string; known: readonly string[] }) {
    const nearest = nearestName(name, known)
    super({
      place,
      message: `\`uses\` lists \`${name}\`, which \`${required}\` does not have.`,
      hint: nearest
        ? `Did you mean \`${nearest}\`?`
        : 'Names are as in its catalog.json: `courses`, `courses.id`, `uid()`.',
    })
    this.found = name
  }
}
