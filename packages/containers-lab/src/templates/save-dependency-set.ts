import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface SaveDependencySetParameters {
  name: string
  description?: string
  script?: string
  createdBy?: number
}

const saveDependencySetParameters = z.object({
  name: z.string().min(1).max(255),
  description: z.string().optional(),
  script: z.string().optional(),
  createdBy: z.int().positive().optional(),
})

/**
 * Creates a set of dependencies, or changes the one of the name, and gives its id.
 *
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * const id = await saveDependencySet(db, { name: 'MERN', script: 'apt-get install -y nodejs' })
 */
export async function saveDependencySet(db: Queryable, parameters: SaveDependencySetParameters): Promise<number> {
  const input = parseInput('saveDependencySet', saveDependencySetParameters, parameters)
  const { rows } = await db
    .query(SAVE_DEPENDENCY_SET, [input.name, input.description, input.script, input.createdBy])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return z.object({ value: z.int() }).parse(rows[0]).value
}

const SAVE_DEPENDENCY_SET = `
  INSERT INTO containers_lab.dependency_sets AS known (name, description, script, created_by)
  VALUES ($1, $2, $3, $4)
  ON CONFLICT (name) DO UPDATE
  SET description = coalesce(excluded.description, known.description), script = coalesce(excluded.script, known.script)
  RETURNING known.id AS value
`
