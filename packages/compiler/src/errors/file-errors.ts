import { nearestName, type Place } from '@schemata/contract'

import { BuildError } from './build-error.js'

/** A file's name is not `<version>_<name>.sql`. */
export class MalformedFileNameError extends BuildError {
  readonly code = 'BUILD_FILE_NAME'

  constructor({ place }: { place: Place }) {
    super({
      place,
      message: 'The file name is not `<version>_<name>.sql`.',
      hint: 'The version is what stands before the first underscore: letters, digits, dots and hyphens.',
    })
  }
}

/** Two files claim one version. */
export class DuplicateVersionError extends BuildError {
  readonly code = 'BUILD_DUPLICATE_VERSION'
  readonly version: string
  readonly files: readonly [string, string]

  constructor({ place, version, other }: { place: Place; version: string; other: string }) {
    super({
      place,
      message: `Version ${version} is taken by ${other} already.`,
      hint: 'Give the newer one the next free version; a released one stays as it is.',
    })
    this.version = version
    this.files = [other, place.file]
  }
}

/** A down script has no step that it would undo. */
export class DownWithoutUpError extends BuildError {
  readonly code = 'BUILD_DOWN_WITHOUT_UP'

  constructor({ place, id, known }: { place: Place; id: string; known: readonly string[] }) {
    const nearest = nearestName(id, known)
    super({
      place,
      message: `There is no step \`${id}\` that this would undo; expected migrations/${id}.sql.`,
      hint: nearest ? `Did you mean down/${nearest}.sql?` : 'Remove the file, or add the step.',
    })
  }
}

/** A step neither can be undone nor says why not. */
export class NoDownError extends BuildError {
  readonly code = 'BUILD_NO_DOWN'

  constructor({ place, downFile }: { place: Place; downFile: string }) {
    super({
      place,
      message: `The step has no down script; expected ${downFile}.`,
      hint: 'Write it, or say in the head why there is none: `--! irreversible: <why>`.',
    })
  }
}

/** A step says that it cannot be undone, and has a down script. */
export class IrreversibleWithDownError extends BuildError {
  readonly code = 'BUILD_IRREVERSIBLE_WITH_DOWN'

  constructor({ place, downFile }: { place: Place; downFile: string }) {
    super({
      place,
      message: `The step is declared irreversible, but ${downFile} exists.`,
      hint: 'Remove the head or the file.',
    })
  }
}
