import { SchemaError } from '@schemata/contract'
import type { ZodError } from 'zod'

/** An accessor was given a value that it cannot take. */
export class InvalidInputError extends SchemaError {
  readonly code = 'BUILD_INVALID_INPUT'
  readonly accessor: string
  /** Names of the parameters that were refused; parts of one are joined by a dot. */
  readonly parameters: readonly string[]

  constructor({ accessor, cause }: { accessor: string; cause: ZodError }) {
    const reasons = cause.issues.map(({ path, message }) => `\`${path.join('.') || 'parameters'}\`: ${message}`)
    super(`${accessor} cannot take ${reasons.join('; ')}.`, {
      hint: `See ${capitalized(accessor)}Parameters for what each of them takes.`,
      cause,
    })
    this.accessor = accessor
    this.parameters = cause.issues.map(({ path }) => path.join('.'))
  }
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
