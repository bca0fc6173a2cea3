import type { ZodType } from 'zod'

import { InvalidInputError } from './errors.js'

/**
 * The parameters of an accessor, checked.
 *
 * @throws InvalidInputError naming the accessor and the first parameter that is wrong.
 */
export function parseInput<Output>(accessor: string, schema: ZodType<Output>, parameters: unknown): Output {
  const result = schema.safeParse(parameters)
  if (!result.success) throw new InvalidInputError({ accessor, cause: result.error })
  return result.data
}
