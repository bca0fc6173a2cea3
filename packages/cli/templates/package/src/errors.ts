import { SchemaError } from '@schemata/contract'
import type { ZodError } from 'zod'

/** An accessor was given a value that it cannot take. */
export class InvalidInputError extends SchemaError {
  readonly code = 'NEW_PACKAGE_INVALID_INPUT'
  readonly accessor: string

  constructor({ accessor, cause }: { accessor: string; cause: ZodError }) {
    const [first] = cause.issues
    const parameter = first?.path.join('.') || 'parameters'
    super(`${accessor}: \`${parameter}\` is not valid: ${first?.message ?? 'unknown reason'}.`, {
      hint: 'The parameters of the accessor say what each of them takes.',
      cause,
    })
    this.accessor = accessor
  }
}

/** Another example has this title. */
export class TitleTakenError extends SchemaError {
  readonly code = 'NEW_PACKAGE_TITLE_TAKEN'
  readonly title: string

  constructor({ title, cause }: { title: string; cause: unknown }) {
    super(`The title \`${title}\` is taken.`, { hint: 'Choose another one.', cause })
    this.title = title
  }
}
