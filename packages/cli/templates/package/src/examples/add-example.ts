import { type Queryable, violates } from '@schemata/contract'
import * as z from 'zod'

import { InvalidInputError, TitleTakenError } from '../errors.js'
import { type Example, exampleRow, toExample } from './example.js'

export interface AddExampleParameters {
  /** Not empty, and not that of another example. */
  title: string
}

const addExampleParameters = z.object({ title: z.string().min(1) })

/**
 * Adds an example.
 *
 * @throws TitleTakenError when another example has the title.
 * @throws InvalidInputError
 * @example
 * const example = await addExample(pool, { title: 'First' })
 */
export async function addExample(db: Queryable, parameters: AddExampleParameters): Promise<Example> {
  const input = addExampleParameters.safeParse(parameters)
  if (!input.success) throw new InvalidInputError({ accessor: 'addExample', cause: input.error })
  const { title } = input.data
  try {
    const { rows } = await db.query(ADD_EXAMPLE, [title])
    return toExample(exampleRow.parse(rows[0]))
  } catch (cause) {
    if (violates(cause, 'uq_examples_title')) throw new TitleTakenError({ title, cause })
    throw cause
  }
}

const ADD_EXAMPLE = `
  INSERT INTO new_package.examples (title)
  VALUES ($1::text)
  RETURNING id, title, created_at
`
