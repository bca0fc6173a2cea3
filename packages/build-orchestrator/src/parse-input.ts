import type { ZodType } from 'zod'

import { InvalidInputError } from './errors/input.js'

/**
 * The parameters of an accessor, checked and brought to the form in which they are stored.
 *
 * @throws InvalidInputError naming the accessor and every parameter that is wrong.
 */
export function parseInput<Output>(accessor: string, schema: ZodType<Output>, parameters: unknown): Output {
  const result = schema.safeParse(parameters)
  if (!result.success) throw new InvalidInputError({ accessor, cause: result.error })
  return result.data
}
