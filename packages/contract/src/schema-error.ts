const BRAND = Symbol.for('schemata.SchemaError')

/** Where in a package's own files a problem stands. Lines and columns count from 1. */
export interface Place {
  package: string
  file: string
  line?: number
  column?: number
}

export interface SchemaErrorOptions {
  /** What to do about it: a command, a setting, the nearest known name. */
  hint?: string
  place?: Place
  cause?: unknown
}

/**
 * The root of every error that schemata throws on purpose.
 *
 * `code` is for programs and stable; `message` is for people and may change.
 * Recognise one with {@link SchemaError.is}, which also holds when two copies of a
 * package are installed, where `instanceof` does not.
 *
 * @example
 * if (SchemaError.is(error) && error.code === 'BUILD_UNKNOWN_CUSTOMER') return notFound()
 */
export abstract class SchemaError extends Error {
  abstract readonly code: string
  readonly hint?: string
  readonly place?: Place

  constructor(message: string, { hint, place, cause }: SchemaErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    if (hint !== undefined) this.hint = hint
    if (place !== undefined) this.place = place
    Object.defineProperty(this, BRAND, { value: true })
  }

  /** True for an error of any copy of this package. */
  static is(error: unknown): error is SchemaError {
    return typeof error === 'object' && error !== null && BRAND in error
  }
}
