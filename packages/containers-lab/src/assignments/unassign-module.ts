import type { Queryable } from '@schemata/contract'
import { z } from 'zod'
import { ids } from '../ids.js'
import { parseInput } from '../parse-input.js'

export interface UnassignModuleParameters {
  moduleId: number
  /** Up to 10,000. */
  userIds: number[]
}

const unassignModuleParameters = z.object({ moduleId: z.int(), userIds: ids })

/**
 * Takes a module from people; gives the ids of those who had it.
 *
 * @throws InvalidInputError
 * @example
 * const had = await unassignModule(pool, { moduleId, userIds: [4, 5] })
 */
export async function unassignModule(db: Queryable, parameters: UnassignModuleParameters): Promise<number[]> {
  const { moduleId, userIds } = parseInput('unassignModule', unassignModuleParameters, parameters)
  const { rows } = await db.query(UNASSIGN_MODULE, [moduleId, userIds])
  return z.array(z.object({ id: z.int() }).transform(({ id }) => id)).parse(rows)
}

const UNASSIGN_MODULE = `
  WITH taken AS (
    DELETE FROM containers_lab.module_assignments
    WHERE module_id = $1 AND assigned_to_user_id = ANY ($2::integer[])
    RETURNING assigned_to_user_id AS id
  )
  SELECT id FROM taken ORDER BY id
`
