import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteContainerParameters {
  containerId: number
}

const deleteContainerParameters = z.object({
  containerId: z.int().positive(),
})

/**
 * Deletes the row of a container, with its snapshots and operations, and gives its quota back; false where there
 * is none.
 *
 * Inside a handler of one of its operations, complete the operation first: it goes with the container.
 *
 * @throws InvalidInputError
 * @example
 * await deleteContainer(db, { containerId })
 */
export async function deleteContainer(db: Queryable, parameters: DeleteContainerParameters): Promise<boolean> {
  const input = parseInput('deleteContainer', deleteContainerParameters, parameters)
  const { rows } = await db.query(DELETE_CONTAINER, [input.containerId])
  return rows.length > 0
}

const DELETE_CONTAINER = `
  DELETE FROM containers_lab.containers AS container WHERE container.id = $1 RETURNING container.id
`
